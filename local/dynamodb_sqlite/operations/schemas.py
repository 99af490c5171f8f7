"""The checks that CreateTable and UpdateTable have in common: key schemas, projections, capacity."""

from dynamodb_sqlite.wire.errors import invalid, validation
from dynamodb_sqlite.wire.shapes import Request

GLOBAL_LIMIT = 20
_LOCAL_LIMIT = 5
_PARTS_LIMIT = 4  # hash and range attributes of a global index, each
_INCLUDED_LIMIT = 100
_MAX_UNITS = 1_000_000_000_000
Schema = list[dict[str, str]]


def check_table_name(request: Request) -> None:
    """Refuse a request that names no table.

    Raises: ValidationException.
    """
    if "TableName" not in request:
        raise validation("The parameter 'TableName' is required but was not present in the request")


def check_units(throughput: Request | None) -> None:
    """Refuse more capacity than there is.

    Raises: ValidationException.
    """
    for name in ("ReadCapacityUnits", "WriteCapacityUnits"):
        if throughput is not None and throughput[name] > _MAX_UNITS:
            raise validation(f"Given value {throughput[name]} for {name} is out of bounds")


def refuse_streams(request: Request) -> None:
    """Refuse a stream by name: this store has none.

    Raises: ValidationException.
    """
    stream = request.get("StreamSpecification", {"StreamEnabled": False})
    if stream["StreamEnabled"]:
        raise validation("The parameter StreamSpecification is not supported by this store: it has no streams")
    if "StreamViewType" in stream:
        raise invalid("StreamViewType must be null when StreamEnabled is false")


def check_key_schema(schema: Schema, defined: list[str]) -> None:
    """Refuse a key schema that is not a hash attribute and perhaps a range attribute.

    Raises: ValidationException.
    """
    _check_defined(schema, defined)
    names = [one["AttributeName"] for one in schema]
    if len(set(names)) < len(names):
        raise validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    if schema[0]["KeyType"] != "HASH":
        raise validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    if len(schema) == 2 and schema[1]["KeyType"] != "RANGE":
        raise validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")


def _check_defined(schema: Schema, defined: list[str]) -> None:
    names = [one["AttributeName"] for one in schema]
    if any(name not in defined for name in names):
        raise invalid(
            "Some index key attributes are not defined in AttributeDefinitions. "
            f"Keys: {as_set(names)}, AttributeDefinitions: {as_set(defined)}"
        )


def check_global_schema(index: Request, defined: list[str]) -> None:
    """Refuse a key schema that no global index can have: it takes up to four hash and four range attributes.

    Raises: ValidationException.
    """
    schema: Schema = index["KeySchema"]
    kinds = [one["KeyType"] for one in schema]
    if kinds in (["HASH"], ["HASH", "RANGE"]) or kinds[0] != "HASH":
        check_key_schema(schema, defined)
        return
    _check_defined(schema, defined)
    names = [one["AttributeName"] for one in schema]
    if len(set(names)) < len(names):
        raise validation("Invalid KeySchema: Duplicate attribute name in KeySchema")
    if sorted(kinds) != kinds:
        raise validation("Invalid KeySchema: All HASH key attributes must precede the RANGE key attributes")
    for kind in ("HASH", "RANGE"):
        if kinds.count(kind) > _PARTS_LIMIT:
            raise validation(
                f"Invalid KeySchema: The number of {kind} key attributes ({kinds.count(kind)}) exceeds the limit of "
                f"{_PARTS_LIMIT} for index: {index['IndexName']}"
            )


def check_local_indexes(request: Request, defined: list[str], seen: set[str]) -> None:
    """Refuse local indexes that their table cannot have.

    Raises: ValidationException.
    """
    indexes, schema = request["LocalSecondaryIndexes"], request["KeySchema"]
    if not indexes:
        raise invalid("List of LocalSecondaryIndexes is empty")
    if len(schema) != 2:
        raise invalid(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"
        )
    for index in indexes:
        check_key_schema(index["KeySchema"], defined)
        _check_local_schema(index, schema)
        check_projection(index)
        expect_new_name(index["IndexName"], seen)
    if len(indexes) > _LOCAL_LIMIT:
        raise invalid(f"Number of LocalSecondaryIndexes exceeds per-table limit of {_LOCAL_LIMIT}")


def _check_local_schema(index: Request, schema: Schema) -> None:
    name, index_hash = index["IndexName"], index["KeySchema"][0]["AttributeName"]
    if len(index["KeySchema"]) != 2:
        raise invalid(f"Index KeySchema does not have a range key for index: {name}")
    if index_hash != schema[0]["AttributeName"]:
        raise invalid(
            "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
            f"{name}. index hash key: {index_hash}, table hash key: {schema[0]['AttributeName']}"
        )


def check_projection(index: Request) -> None:
    """Refuse a projection without a type, or with attributes it does not take.

    Raises: ValidationException.
    """
    kind = index["Projection"].get("ProjectionType")
    named = index["Projection"].get("NonKeyAttributes")
    if kind is None:
        raise invalid("Unknown ProjectionType: null")
    if kind != "INCLUDE" and named is not None:
        raise invalid(f"ProjectionType is {kind}, but NonKeyAttributes is specified")
    if kind == "INCLUDE" and named is None:
        raise invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
    for name in named or ():
        if not 1 <= len(name) <= 255:
            raise invalid(f"The length of a NonKeyAttribute must be between 1 and 255: {name}")
    if len(set(named or ())) < len(named or ()):
        raise invalid("NonKeyAttributes contains duplicates")


def check_included(indexes: list[Request]) -> None:
    """Refuse more projected attributes than a table may have in all.

    Raises: ValidationException.
    """
    count = sum(len(index["Projection"].get("NonKeyAttributes", ())) for index in indexes)
    if count > _INCLUDED_LIMIT:
        raise invalid(
            f"Number of user-defined projected attributes ({count}) exceeds the per-table limit of {_INCLUDED_LIMIT}"
        )


def expect_new_name(name: str, seen: set[str]) -> None:
    """Refuse an index name that was used before.

    Raises: ValidationException.
    """
    if name in seen:
        raise invalid(f"Duplicate index name: {name}")
    seen.add(name)


def as_set(names: list[str]) -> str:
    """Names as Java prints a set of texts, in the order of its hashes: DynamoDB's messages show them so."""
    unique = list(dict.fromkeys(names))
    buckets = 16
    while len(unique) > buckets * 3 // 4:
        buckets *= 2
    return f"[{', '.join(sorted(unique, key=lambda name: _java_hash(name) & (buckets - 1)))}]"


def _java_hash(text: str) -> int:
    value = 0
    for unit in memoryview(text.encode("utf-16-le")).cast("H"):
        value = (value * 31 + unit) & 0xFFFFFFFF
    return value ^ value >> 16
