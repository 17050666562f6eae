"""A made-up district for the demo, the tests and the benchmark."""
