"""The ToAPIs wire played at home, so that the product works without a key."""
