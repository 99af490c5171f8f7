"""再证明一次: before what reveals or carries away personal data, and back to exactly the act that was wanted."""
