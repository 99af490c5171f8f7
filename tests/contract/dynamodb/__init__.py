"""What DynamoDB promises, asked of any endpoint: both doors of the embedded store, moto, or one named by DYNAMODB_ENDPOINT."""
