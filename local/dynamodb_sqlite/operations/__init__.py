"""The operations of DynamoDB, one module for each kind."""
