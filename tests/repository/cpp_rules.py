"""What C++ sources must keep so that they compile anywhere: functions from texts to complaints."""

from __future__ import annotations

import re

_CONTAINERS = "array map optional set span string string_view unordered_map unordered_set vector"

# Which names of the standard library come from which header. A name may stand in several lines.
_NAMES = {
    "algorithm": "adjacent_find all_of any_of binary_search clamp copy copy_backward copy_if"
    " copy_n count"
    " count_if equal fill fill_n find find_first_of find_if find_if_not for_each"
    " equal_range generate is_sorted lexicographical_compare lower_bound make_heap max"
    " max_element merge min min_element minmax minmax_element mismatch move"
    " next_permutation none_of nth_element partial_sort partition partition_point"
    " pop_heap push_heap remove_if replace reverse rotate set_difference set_intersection"
    " set_symmetric_difference"
    " shuffle sort stable_partition stable_sort swap_ranges transform unique upper_bound",
    "array": "array get",
    "atomic": "atomic atomic_flag memory_order_relaxed",
    "barrier": "barrier",
    "bit": "bit_cast bit_ceil bit_width countl_zero countr_zero endian has_single_bit popcount rotl"
    " rotr",
    "bitset": "bitset",
    "cfenv": "fegetround fesetround",
    "charconv": "chars_format from_chars to_chars",
    "cctype": "tolower toupper",
    "chrono": "chrono chrono_literals",
    "cmath": "abs ceil exp fabs floor fmod frexp ilogb isfinite isinf isnan ldexp lgamma llround"
    " log log1p nan nextafter pow round sqrt trunc",
    "compare": "partial_ordering strong_ordering weak_ordering",
    "concepts": "constructible_from convertible_to copy_constructible derived_from floating_point"
    " integral invocable same_as signed_integral unsigned_integral",
    "condition_variable": "condition_variable",
    "cstddef": "byte max_align_t nullptr_t ptrdiff_t size_t",
    "cstdint": "int8_t int16_t int32_t int64_t intptr_t uint8_t uint16_t uint32_t uint64_t"
    " uintptr_t",
    "cstdio": "fprintf printf snprintf",
    "cstdlib": "abort abs exit free getenv llabs malloc strtod strtoll",
    "cstring": "memchr memcmp memcpy memset strlen",
    "exception": "current_exception exception exception_ptr make_exception_ptr rethrow_exception"
    " terminate",
    "filesystem": "filesystem",
    "fstream": "ifstream ofstream",
    "functional": "bind_front equal_to function greater greater_equal hash identity invoke less"
    " less_equal multiplies not_fn plus reference_wrapper ref",
    "initializer_list": "initializer_list",
    "ios": "boolalpha ios ios_base streamsize",
    "iostream": "boolalpha cerr cin cout ios",
    "istream": "getline istream",
    "iterator": "advance back_inserter begin bidirectional_iterator_tag data distance empty end"
    " forward_iterator_tag input_iterator_tag inserter istreambuf_iterator iterator_traits"
    " make_move_iterator next prev random_access_iterator_tag reverse_iterator size ssize",
    "limits": "numeric_limits",
    "locale": "locale",
    "map": "erase_if map multimap",
    "memory": "addressof allocator construct_at make_shared make_unique shared_ptr unique_ptr"
    " weak_ptr",
    "mutex": "call_once lock_guard mutex once_flag scoped_lock unique_lock",
    "new": "align_val_t bad_alloc nothrow nothrow_t",
    "numeric": "accumulate adjacent_difference exclusive_scan gcd inclusive_scan"
    " inner_product iota lcm midpoint partial_sum reduce",
    "optional": "make_optional nullopt optional",
    "ostream": "endl flush ostream",
    "ranges": "views",
    "set": "erase_if multiset set",
    "span": "as_bytes span",
    "sstream": "istringstream ostringstream stringstream",
    "stdexcept": "domain_error invalid_argument length_error logic_error out_of_range"
    " overflow_error runtime_error",
    "stop_token": "stop_callback stop_source stop_token",
    "string": "basic_string char_traits erase_if getline stod stoi stoll string to_string"
    " u32string",
    "string_view": "basic_string_view string_view u32string_view",
    "system_error": "errc error_code system_error",
    "thread": "jthread this_thread thread",
    "tuple": "apply get make_tuple tie tuple tuple_element_t tuple_size_v",
    "type_traits": "add_const_t common_type_t conditional_t decay_t enable_if_t false_type"
    " has_unique_object_representations_v invoke_result_t is_aggregate_v is_arithmetic_v"
    " is_base_of_v is_const_v is_constructible_v is_convertible_v"
    " is_default_constructible_v is_enum_v is_floating_point_v is_integral_v is_same_v"
    " is_signed_v is_trivially_copyable_v is_unsigned_v is_void_v make_signed_t"
    " make_unsigned_t remove_const_t remove_cvref_t remove_pointer_t remove_reference_t"
    " true_type type_identity_t underlying_type_t",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "utility": "as_const cmp_equal cmp_greater cmp_greater_equal cmp_less cmp_less_equal declval"
    " exchange forward get in_place in_place_type in_range make_pair move pair swap to_underlying"
    " unreachable"
    " in_place_index index_sequence make_index_sequence",
    "variant": "get get_if holds_alternative monostate variant variant_alternative_t"
    " variant_size_v visit",
    "vector": "erase erase_if vector",
}  # fmt: skip

HEADERS_OF: dict[str, set[str]] = {}
for _header, _names in _NAMES.items():
    for _name in _names.split():
        HEADERS_OF.setdefault(_name, set()).add(_header)
# The standard says so of every container.
for _name in ("begin", "data", "empty", "end", "size", "ssize"):
    HEADERS_OF[_name] |= set(_CONTAINERS.split()) - {"optional"}
HEADERS_OF["swap"] |= set(_CONTAINERS.split())
HEADERS_OF["get"].add("ranges")
HEADERS_OF["ios"] |= {"fstream", "sstream"}

_NOT_CODE = re.compile(
    r'R"(?P<tag>\w*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL
)


def code_of(text: str) -> str:
    """The text without its comments and strings, line by line where it was."""
    return _NOT_CODE.sub(lambda found: "\n" * found[0].count("\n"), text)


def standard_headers(text: str) -> set[str]:
    return set(re.findall(r"^\s*#\s*include\s*<(\w+)>", text, re.MULTILINE))


def uses_of(text: str) -> dict[str, set[str]]:
    """Each name of the standard library in a text, with the headers that it may come from."""
    code = code_of(text)
    uses: dict[str, set[str]] = {}
    for match in re.finditer(r"\bstd::(?:(ranges)::)?(\w+)", code):
        in_ranges, name = match.groups()
        headers = HEADERS_OF.get(name, set())
        if in_ranges:
            headers = headers & {"algorithm", "functional"} or {"ranges"} & headers
        uses[match[0]] = headers
    if re.search(r"(?<!static_)\bassert\(", code):
        uses["assert"] = {"cassert"}
    if re.search(r"\bU?INT(8|16|32|64)_(MAX|MIN)\b", code):
        uses["INT32_MAX and its like"] = {"cstdint"}
    return uses


def missing_includes(path: str, text: str, own_header: str = "") -> list[str]:
    """Names of the standard library that neither the file nor its own header includes.

    What another header brings along differs between compilers, and between their versions.
    """
    included = standard_headers(text) | standard_headers(own_header)
    complaints = []
    for name, headers in sorted(uses_of(text).items()):
        if not headers:
            complaints.append(f"{path}: {name} is not in the table of cpp_rules.py; add it")
        elif not headers & included:
            complaints.append(f"{path}: {name} wants #include <{'> or <'.join(sorted(headers))}>")
    return complaints


def own_header_of(path: str, paths: set[str]) -> str | None:
    """The header that a source implements or tests: src/core/digest.cpp has core/digest.hpp."""
    stem = re.sub(r"(_test|_benchmark)?\.cpp$", "", path)
    if stem == path:
        return None
    inner = re.sub(r"^(src|tests/unit|benchmarks)/", "", stem)
    for candidate in (f"{stem}.hpp", f"include/pairwell/{inner}.hpp", f"src/{inner}.hpp"):
        if candidate in paths:
            return candidate
    return None


_FIELD = re.compile(
    r"\s+(?!return\b|using\b|friend\b|static\b|typedef\b)[\w:<>,*\s]*?[\w>*]\s+(\w+);\s*"
)


def fields_without_default(path: str, text: str) -> list[str]:
    """Fields of aggregates without a default, for which GCC warns where they are left out."""
    complaints = []
    kinds: list[str] = []
    head = ""
    for number, line in enumerate(code_of(text).split("\n"), 1):
        if kinds[-1:] == ["struct"] and (field := _FIELD.fullmatch(line)):
            name = field[1]
            complaints.append(f"{path}:{number}: {name} has no default; write {name}{{}}")
        for sign in re.findall(r"[{};]|[^{};]+", line):
            if sign == "{":
                kinds.append("struct" if re.search(r"\bstruct\b[^()=]*$", head) else "other")
                head = ""
            elif sign == "}":
                del kinds[-1:]
                head = ""
            elif sign == ";":
                head = ""
            else:
                head += sign
    return complaints


_PLAIN_RELEASE = re.compile("gil_scoped_release|PyEval_SaveThread|Py_BEGIN_ALLOW_THREADS")


def plain_gil_releases(path: str, text: str) -> list[str]:
    """Where a binding lets the GIL go so that Python's exit would not wait for it."""
    return [
        f"{path}:{number}: {found[0]} is not waited for at exit; use WithoutGil"
        for number, line in enumerate(code_of(text).split("\n"), 1)
        if (
            found := re.search(r"gil_scoped_release|PyEval_SaveThread|Py_BEGIN_ALLOW_THREADS", line)
        )
    ]
