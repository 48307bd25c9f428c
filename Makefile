# Two commands do everything: `make run` opens the dashboard, `make test` passes the tests.
UV := .tools/bin/uv
PYTHON := .venv/bin/python
# Resolved once from pyproject.toml by `make lock`; holds names, versions and hashes, and no address.
LOCK := requirements.lock
SOURCES := app.py serve.py cli.py analysis data pages

.PHONY: run setup compiled test check format lint types contracts tests deep faults hostile bench weights semantic lock clean

run: compiled
	$(PYTHON) serve.py $(if $(PORT),--port $(PORT)) $(if $(DB),--db $(DB))

setup: .venv/.ready

.venv/.ready: $(LOCK) | $(UV)
	$(UV) venv --quiet --allow-existing --python python3 .venv
	$(UV) pip sync --quiet --python $(PYTHON) --require-hashes --compile-bytecode $(LOCK)
	touch $@

# Where Python may not write bytecode itself, each start would compile anew what has changed.
compiled: setup
	$(PYTHON) -m compileall -q $(SOURCES)

$(UV):
	python3 -m pip install --quiet --disable-pip-version-check --target .tools --upgrade uv

test: check
check: format lint types contracts tests

format: setup
	.venv/bin/ruff format --check .

lint: setup
	.venv/bin/ruff check .

types: setup
	.venv/bin/ty check --python .venv

contracts: setup
	.venv/bin/lint-imports

tests: compiled
	$(PYTHON) -m pytest -m 'not deep' -n 2 --dist worksteal

# The long suites: many more examples of every property.
deep: setup
	$(PYTHON) -m pytest -m deep

# What every release must survive (docs/reliability.md), hundreds of times each: about half an hour, as root. A failure names
# what repeats it: make faults ONLY=F7 SEED=ab12cd ROUND=12
faults: setup
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m tests.faults $(if $(ONLY),--only $(ONLY)) $(if $(SEED),--seed $(SEED)) $(if $(ROUND),--round $(ROUND)) $(if $(ROUNDS),--rounds $(ROUNDS))

# Every hostile file in a process of its own, measured; the summary goes into docs/reliability.md. About ten minutes.
hostile: setup
	$(PYTHON) -m tests.hostile.measuring

# What is fast and what is not: a quarter of an hour on two quiet cores; writes the figures, the pictures and the tables of docs.
# SIZES=100,10000 takes seven minutes and only prints; ONLY=page,report measures some. The coder's peers are raced where they
# are installed (`uv pip install --group peers`), which takes four minutes more.
bench: compiled
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m benchmarks $(if $(SIZES),--sizes $(SIZES),--out docs/performance) $(if $(ONLY),--only $(ONLY))

# The coder's learned part, made from analysis/coding/corpus and the codebook: about five minutes, the same bytes every time.
weights: setup
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m analysis.coding.training

# Optional: a language model's second opinion, made from the same corpus (docs/coding-quality.md). The tools to train it have
# a place of their own; the dashboard gets the two libraries that read the file. UV_TORCH_BACKEND=cpu spares a large download.
semantic: setup
	$(UV) venv --quiet --allow-existing --python python3 .tools/semantic
	$(UV) pip install --quiet --python .tools/semantic/bin/python -r $(LOCK)
	$(UV) pip install --quiet --python .tools/semantic/bin/python -r pyproject.toml --extra semantic --group semantic-training
	OPENBLAS_NUM_THREADS=1 .tools/semantic/bin/python -m analysis.coding.semantic_training
	$(UV) pip install --quiet --python $(PYTHON) --compile-bytecode -r pyproject.toml --extra semantic

lock: | $(UV)
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --quiet --output-file $(LOCK)

clean:
	rm -rf .venv .tools
