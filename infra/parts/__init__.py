"""The generated parts of the infrastructure, one module a file that it writes; see `infra/generate.py`."""
