"""Course files: the YAML that authors write, one file for the course and one for each module.

In, in this order:
    yaml_lines   the text as a tree that knows the line of each value
    parts        the files that go on where another ended
    schema       which keys there are; reads the tree into blocks of values, and tells every fault
    records      the rows that a file asks for, by natural key; what one file shows by itself
    images       puts into them the pictures that lie beside the file
    serializer   the `yaml` format of `loaddata`, and the way for plain fixtures
    loading      one run of `loaddata`: puts files aside, saves a course at once, checks the whole
    renames      which rows have another slug alone, and are neither new nor gone
    saving       what to add, change, retire or remove of one course; `report` tells of it
    elsewhere    what people made here that the files do not know of, and the load would undo
Out: dumping (a course as values) -> writing (values as text), by the same schema.
Beside: checking (all faults of a folder without a database), translations, folders, jsonschema,
starter. A new key is named in the schema, with the model's field if that is called otherwise.
"""
