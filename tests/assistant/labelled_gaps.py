"""Questions that the corpus does not answer, in groups that ask for the same missing thing.

Written by hand, each group by the thing that is missing, the wordings as different people type them: whole sentences,
a few words, chat spelling. The groups of even rank set the constants of the grouping; those of odd rank were written
at the same time and only measure it.
"""

from collections.abc import Sequence

GROUPS: tuple[tuple[str, ...], ...] = (
    (
        "Combien coûte l’adhésion à un club ?",
        "c combien la cotisation pour adhérer",
        "Quel est le tarif d’adhésion ?",
        "Faut-il payer pour être membre du club ?",
        "prix adhésion club",
    ),
    (
        "Quel logiciel de comptabilité utiliser pour suivre les effets utiles ?",
        "Existe-t-il un logiciel pour piloter une entreprise en EFC ?",
        "un logiciel ou une appli pour suivre ça ?",
        "Vous recommandez quel logiciel de suivi ?",
    ),
    (
        "L’EFC est-elle compatible avec la directive CSRD ?",
        "Comment l’EFC aide à répondre à la CSRD ?",
        "csrd et efc, quel lien",
        "Peut-on faire son rapport CSRD avec l’EFC ?",
    ),
    (
        "Quelles aides de Bpifrance pour passer à l’EFC ?",
        "bpifrance finance quoi ?",
        "Bpifrance propose-t-elle un prêt pour ce modèle ?",
        "Y a-t-il un accompagnement Bpifrance ?",
    ),
    (
        "Quel est le numéro de téléphone du club Noé ?",
        "tel du club noé",
        "Comment appeler le Club Noé au téléphone ?",
        "un numéro de téléphone pour joindre le club ?",
    ),
    (
        "Qui préside le Club Inné ?",
        "le président du club inné c’est qui",
        "Quel est le nom du président de l’association ?",
        "Qui est président du club ?",
    ),
    (
        "Existe-t-il un podcast sur l’EFC ?",
        "un podcast à écouter ?",
        "Avez-vous des podcasts sur les écosystèmes coopératifs ?",
        "podcast efc",
    ),
    (
        "Y a-t-il un master ou un diplôme en économie de la fonctionnalité ?",
        "Quel diplôme universitaire prépare à l’EFC ?",
        "un master pour se former ?",
        "Existe-t-il un diplôme reconnu ?",
    ),
    (
        "Proposez-vous des stages pour des étudiants ?",
        "je cherche un stage dans un club",
        "Comment candidater à un stage ?",
        "offre de stage efc",
    ),
    (
        "Quel contrat type signer avec un client en EFC ?",
        "Avez-vous un modèle de contrat ?",
        "modèle contrat juridique",
        "Où télécharger un contrat type ?",
    ),
    (
        "Quel est l’impact carbone d’un ECT ?",
        "bilan carbone d’un écosystème coopératif",
        "Combien de tonnes de carbone évitées ?",
        "Comment mesurer l’empreinte carbone d’un ECT ?",
    ),
    (
        "Quelle TVA appliquer à une vente d’usage ?",
        "taux de tva pour un service d’usage",
        "La TVA change-t-elle quand on vend l’usage ?",
        "question de TVA",
    ),
    (
        "Quelle différence entre l’EFC et l’économie du doughnut ?",
        "efc vs doughnut",
        "Le donut de Kate Raworth et la théorie du doughnut, vous connaissez ?",
        "Le doughnut est-il compatible avec l’EFC ?",
    ),
    (
        "Peut-on faire de l’EFC en Allemagne ?",
        "des clubs en allemagne ?",
        "Existe-t-il un club EFC en Allemagne ?",
        "L’Allemagne a-t-elle des entreprises en EFC ?",
    ),
    (
        "Comment protéger une solution par un brevet ?",
        "brevet et propriété intellectuelle dans un ECT",
        "Faut-il déposer un brevet ?",
        "Qui possède le brevet dans une coopération ?",
    ),
    (
        "Existe-t-il un label ou une certification EFC ?",
        "comment être certifié",
        "Une certification pour les entreprises en EFC ?",
        "Quelle certification demander ?",
    ),
    (
        "Quelle assurance pour un matériel loué à l’usage ?",
        "assurance du matériel partagé",
        "Qui assure le matériel mutualisé ?",
        "Faut-il une assurance particulière ?",
    ),
    (
        "L’EFC s’applique-t-elle à la blockchain ?",
        "blockchain et coopération",
        "Une blockchain pour partager la valeur ?",
        "Peut-on utiliser la blockchain ?",
    ),
    (
        "Combien d’emplois créés par les ECT ?",
        "nombre d’emplois créés",
        "Les ECT ont créé combien d’emplois ?",
        "Quel est le chiffre des créations d’emploi ?",
    ),
    (
        "Quand ferme l’appel à projets de l’ADEME ?",
        "date limite appel à projets ademe",
        "L’appel à projets est ouvert jusqu’à quand ?",
        "Où déposer un dossier pour l’appel à projets ?",
    ),
    (
        "Quel statut juridique choisir, SCIC ou association ?",
        "scic ou asso pour un ect",
        "Faut-il créer une SCIC ?",
        "La SCIC est-elle le bon statut ?",
    ),
    (
        "Le règlement RGPD dans un collectif, comment faire ?",
        "rgpd et données partagées",
        "Qui est responsable RGPD dans un ECT ?",
        "Faut-il une politique RGPD ?",
    ),
    (
        "Avez-vous une newsletter ?",
        "s’inscrire à la newsletter",
        "Comment recevoir votre newsletter ?",
        "lien newsletter svp",
    ),
    (
        "Y a-t-il un hackathon prévu ?",
        "prochain hackathon",
        "Où se tient le hackathon ?",
        "Comment participer au hackathon ?",
    ),
    (
        "Qui gagne la coupe du monde de football ?",
        "résultat football hier",
        "Le football, tu aimes ?",
        "match de football ce soir",
    ),
    (
        "Quelle est la capitale de l’Australie ?",
        "capitale australie",
        "L’Australie, sa capitale ?",
    ),
    (
        "Comment calculer la retraite d’un dirigeant coopérateur ?",
        "retraite des dirigeants",
        "La retraite est-elle comptée ?",
        "droits à la retraite dans un ECT",
    ),
    (
        "Y a-t-il une étude sur les hôpitaux ?",
        "hôpital et efc",
        "Un cas d’hôpital qui fait de l’EFC ?",
        "Comment un hôpital peut-il s’y mettre ?",
    ),
    (
        "Quels indicateurs financiers pour rassurer une banque ?",
        "ma banque demande des indicateurs",
        "Comment convaincre une banque ?",
        "quelle banque finance l’EFC",
    ),
    (
        "Où trouver le replay vidéo du webinaire ?",
        "replay du webinaire",
        "Le webinaire a-t-il un replay ?",
        "lien replay svp",
    ),
    (
        "Combien coûte un accompagnement ?",
        "tarif accompagnement",
        "prix d’un accompagnement pour une entreprise",
        "L’accompagnement est-il payant ?",
    ),
    (
        "Combien coûte une formation d’animateur ?",
        "tarif de la formation",
        "prix formation animateur",
        "La formation est-elle payante ?",
    ),
    (
        "Quel est le salaire d’un animateur ?",
        "salaire des animateurs",
        "Un animateur de club touche quel salaire ?",
        "c quoi le salaire d’une animatrice",
    ),
    (
        "Quelle est l’adresse mail du club Noé ?",
        "mail du club noé",
        "Quel courriel pour écrire au club ?",
        "un email pour contacter le club ?",
    ),
    (
        "Peut-on faire de l’EFC au Japon ?",
        "des clubs au japon ?",
        "Existe-t-il un club EFC au Japon ?",
    ),
    (
        "Qui est trésorier du Club Inné ?",
        "le trésorier du club inné c’est qui",
        "Quel est le nom du trésorier de l’association ?",
    ),
    (
        "Combien d’adhérents compte le Club Noé ?",
        "nombre d’adhérents du club",
        "Le club a combien d’adhérents ?",
        "effectif des adhérents",
    ),
    (
        "Où se garer près du lieu de la rencontre ?",
        "parking de la rencontre",
        "Y a-t-il un parking ?",
        "Est-ce qu’on peut se garer, il y a un parking ?",
    ),
)

TUNING: Sequence[tuple[str, ...]] = GROUPS[::2]
MEASURING: Sequence[tuple[str, ...]] = GROUPS[1::2]

LONE: tuple[str, ...] = (
    "Quelle est la couleur du logo ?",
    "Peut-on visiter une ferme en décembre ?",
    "Faut-il un extincteur dans la salle ?",
    "Quelle école de commerce enseigne le don ?",
    "Le vélo cargo est-il cité ?",
    "Un musée peut-il devenir serviciel ?",
    "Comment traduire « effets utiles » en japonais ?",
    "La pêche artisanale est-elle concernée ?",
)
"""Questions that nobody else asks."""
