"""Words that carry no matter of their own: grammar, and the words that ask rather than name."""

_GRAMMAR = """
a à afin ai aie aient aies ait alors après as au aucun aucune auquel aura aurai auraient aurais
aurait auras aurez auriez aurions aurons auront aussi autre autres aux auxquelles auxquels avaient avais avait
avant avec avez aviez avions avoir avons ayant ayez ayons bien c car ce ceci cela celle celles celui cependant
ces cet cette ceux chaque chez comme d dans de depuis des dès desquels donc dont du duquel durant e elle
elles en encore entre es est et étaient étais était étant étiez étions être eu eurent eus eut eux fait faire
faut font fut hors il ils j je l la là laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui
m ma mais me même mêmes mes mien moi moins mon n ne ni nos notre nous on ont ou où par parce parmi pas pendant
peu peut peuvent plus plusieurs pour pourquoi pourrait puis puisque qu quand que quel quelle quelles quelque
quelques quels qui quoi s sa sans sauf se selon sera serai seraient serais serait seras serez seriez serions
serons seront ses si sien soi soient sois soit sommes son sont sous soyez soyons suis sur t ta tandis te tel
telle telles tels tes toi ton tous tout toute toutes très tu un une vers voici voilà vos votre vous y
"""
_QUESTION = """
aujourd aujourdhui hui combien comment doit dois doivent pouvoir peux quoi koi pk pourquoi
"""
_ENGLISH = """
an and are at be been by can do does for from has have how i in is it its my of or that the their there this
to was we were what when where which who whom why will with you your
"""


def _listed(text: str) -> frozenset[str]:
    # Accents are folded here by hand so that this module rests on nothing but its own list.
    plain = text.translate(str.maketrans("àâéèêëîïôùûç", "aaeeeeiiouuc"))
    return frozenset(plain.split())


STOP_WORDS: frozenset[str] = _listed(_GRAMMAR) | _listed(_QUESTION) | _listed(_ENGLISH)
"""Folded words left out of `analyse`: French grammar and question words, and the plain English ones."""
