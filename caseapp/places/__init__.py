"""The gazetteer of Xinjiang."""
