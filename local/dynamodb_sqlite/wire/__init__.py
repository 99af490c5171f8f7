"""The protocol: shapes of requests, their constraints, and errors in DynamoDB's words."""
