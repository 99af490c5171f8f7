"""The ways in: under botocore within the process, and over HTTP on the loopback interface."""
