"""Graphs, maps and pictures of the store in the formats of other programs. One module a format, each with

export(store, out, selection=None, options=None) -> ExportReport
"""
