"""Criteria that were changed after the form had been made."""

repository = {"criteria/mau-thu/so.yaml": ("name: Chỉ đạo, điều hành", "name: Chỉ đạo và điều hành")}
