"""The ToAPIs gateway seen from our side: pure Python and httpx; no Django and no database."""
