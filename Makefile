# make run       sets up what is missing and opens the program
# make test      style, layout, types, arrows, tests
# make bench     how long starting, computing and exporting take
# make torture   kills the program at work 300 times, breaks its disk, traces its calls, and says what was lost;
#                then changes bytes at every door for strangers' files (KILLS, SEED and SECONDS a door may be given)
# make pictures  pictures of every screen, also those of the manual
# make dist      all that clerks get for Linux and Windows, its proofs and figures (as root, x86_64 Linux)
# make dist-arm64  the same for Linux on ARM64, emulated: takes an hour or more
# make clean     removes what the others made, except the environments
SHELL := /bin/bash
export PYTHON

.PHONY: run test bench torture pictures dist dist-arm64 clean

run:
	@packaging/setup.sh run
	@packaging/run.sh

test:
	@packaging/system_libraries.sh offscreen
	@packaging/setup.sh test
	@packaging/test.sh

bench:
	@packaging/setup.sh run
	@.venv/bin/python packaging/bench.py

torture:
	@packaging/setup.sh test
	@.venv/bin/python -m tests.torture $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED))
	@.venv/bin/python -m tests.strangers --seconds $(or $(SECONDS),60)

pictures:
	@packaging/system_libraries.sh offscreen
	@packaging/setup.sh run
	@packaging/pictures.sh

dist:
	@packaging/system_libraries.sh offscreen window look freeze windows chinese
	@packaging/setup.sh dist
	@packaging/dist.sh

dist-arm64:
	@packaging/system_libraries.sh offscreen freeze emulate
	@packaging/setup.sh dist
	@packaging/dist.sh arm64

clean:
	rm -rf build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +
