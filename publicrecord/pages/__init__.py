"""The pages: what each says, in every language."""
