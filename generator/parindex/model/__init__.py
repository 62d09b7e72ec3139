"""The nouns of the index: frozen records without behaviour that reaches outside."""
