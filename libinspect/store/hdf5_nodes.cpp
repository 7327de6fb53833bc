// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/hdf5_nodes.h"

#include "libinspect/base/internal/utf8.h"
#include "libinspect/store/digest.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

constexpr std::size_t kCompactBytes = 32768;                  // object headers hold less than 64 KiB
constexpr std::size_t kMaxTextBytes = std::size_t{1} << 28U;  // far above any recipe; a guard against damage

template <class Handle>
Handle made(Handle handle, hid_t parent, std::string_view name) {
    if (!handle) throw failure_at(ErrorKind::job, parent, fmt::format("'{}' can't be written", name));
    return handle;
}

void done(herr_t result, hid_t parent, std::string_view name) {
    if (result < 0) throw failure_at(ErrorKind::job, parent, fmt::format("'{}' can't be written", name));
}

Error unreadable(hid_t parent, std::string_view name) {
    return failure_at(ErrorKind::input, parent, fmt::format("'{}' can't be read", name));
}

Dataspace scalar() {
    return Dataspace(H5Screate(H5S_SCALAR));
}

void write_attribute(hid_t object, const std::string& name, const Datatype& type, const Dataspace& space,
                     const void* value) {
    const Attribute attribute =
        made(Attribute(H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT)),
             object, name);
    done(H5Awrite(attribute.get(), type.get(), value), object, name);
}

Dataset make_scalar(hid_t parent, const std::string& name, hid_t type, bool compact) {
    const PropertyList creation(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_obj_track_times(creation.get(), false);
    if (compact) H5Pset_layout(creation.get(), H5D_COMPACT);
    return made(Dataset(H5Dcreate2(parent, name.c_str(), type, scalar().get(), H5P_DEFAULT, creation.get(),
                                   H5P_DEFAULT)),
                parent, name);
}

Attribute open_attribute(hid_t object, const std::string& name) {
    Attribute attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT));
    if (!attribute) throw unreadable(object, name);
    return attribute;
}

Dataset open_dataset(hid_t parent, const std::string& name) {
    if (!has(parent, name)) throw missing(parent, name);
    Dataset dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT));
    if (!dataset) throw unreadable(parent, name);
    return dataset;
}

void require_one_value(const Dataspace& space, hid_t parent, const std::string& name) {
    if (H5Sget_simple_extent_npoints(space.get()) != 1) {
        throw Error(ErrorKind::input, fmt::format("{}: '{}' is not a single value", describe(parent), name));
    }
}

void require_class(const Datatype& type, bool text, hid_t parent, const std::string& name) {
    const H5T_class_t found = H5Tget_class(type.get());
    const bool fits = text ? found == H5T_STRING : found == H5T_INTEGER || found == H5T_FLOAT;
    if (!fits) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: '{}' is not a {}", describe(parent), name, text ? "text" : "number"));
    }
}

// As it is stored: never empty, since a string of HDF5 has a length, and UTF-8 as its type says. Texts come
// as UTF-8; only paths and names of the operating system may be other bytes.
std::string stored_text(std::string_view text) {
    return text.empty() ? std::string(1, '\0') : to_utf8(text);
}

// One string from a dataset or an attribute, whose `read(type, into)` is given.
template <class Read>
std::string read_text(const Datatype& type, hid_t parent, const std::string& name, const Read& read) {
    require_class(type, true, parent, name);
    if (H5Tis_variable_str(type.get()) > 0) {
        char* text = nullptr;
        if (read(type.get(), static_cast<void*>(&text)) < 0) throw unreadable(parent, name);
        std::string copy = text == nullptr ? "" : text;
        H5free_memory(text);
        return copy;
    }
    const std::size_t size = H5Tget_size(type.get());
    if (size > kMaxTextBytes) {
        throw Error(ErrorKind::input, fmt::format("{}: '{}' claims {} bytes", describe(parent), name, size));
    }
    std::string text(size, '\0');
    if (read(type.get(), static_cast<void*>(text.data())) < 0) throw unreadable(parent, name);
    text.erase(std::min(text.size(), text.find_last_not_of('\0') + 1));
    return text;
}

template <class T>
T read_number_attribute(hid_t object, const std::string& name, hid_t memory_type) {
    const Attribute attribute = open_attribute(object, name);
    require_one_value(Dataspace(H5Aget_space(attribute.get())), object, name);
    require_class(Datatype(H5Aget_type(attribute.get())), false, object, name);
    T value{};
    if (H5Aread(attribute.get(), memory_type, &value) < 0) throw unreadable(object, name);
    return value;
}

template <class T>
T read_number(hid_t parent, const std::string& name, hid_t memory_type) {
    const Dataset dataset = open_dataset(parent, name);
    require_one_value(Dataspace(H5Dget_space(dataset.get())), parent, name);
    require_class(Datatype(H5Dget_type(dataset.get())), false, parent, name);
    T value{};
    if (H5Dread(dataset.get(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) < 0) {
        throw unreadable(parent, name);
    }
    return value;
}

herr_t take_name(hid_t /*group*/, const char* name, const H5L_info_t* /*info*/, void* into) {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return 0;
}

}  // namespace

std::string describe(hid_t object) {
    const auto text_of = [object](auto get) {
        const ssize_t length = get(object, nullptr, 0);
        if (length <= 0) return std::string();
        std::string text(static_cast<std::size_t>(length) + 1, '\0');
        get(object, text.data(), text.size());
        text.pop_back();
        return text;
    };
    const std::string place = text_of(H5Iget_name);
    return fmt::format("{}: {}", text_of(H5Fget_name), place.empty() ? "/" : place);
}

Error failure_at(ErrorKind kind, hid_t object, std::string_view what) {
    const std::string reason = last_reason();
    return {kind, fmt::format("{}: {} ({})", describe(object), what, reason)};
}

Error missing(hid_t parent, std::string_view name) {
    return {ErrorKind::input, fmt::format("{}: '{}' is missing; the file is damaged or not a wafer file",
                                          describe(parent), name)};
}

Datatype text_type(std::size_t size) {
    Datatype type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), std::max<std::size_t>(size, 1));
    H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

Group make_group(hid_t parent, const std::string& name, std::string_view nx_class) {
    const PropertyList creation(H5Pcreate(H5P_GROUP_CREATE));
    H5Pset_obj_track_times(creation.get(), false);
    H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    // Members in the group's own header, whose checksum HDF5 heeds. It would put more than 8 into a heap, and
    // HDF5 1.10 crashes when it lists the members of a damaged one.
    constexpr unsigned kMaxInHeader = 4096;
    H5Pset_link_phase_change(creation.get(), kMaxInHeader, 0);
    Group group =
        made(Group(H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT)), parent, name);
    put_attribute(group.get(), "NX_class", nx_class);
    return group;
}

Group open_group(hid_t parent, const std::string& name) {
    if (!has(parent, name)) throw missing(parent, name);
    Group group(H5Gopen2(parent, name.c_str(), H5P_DEFAULT));
    if (!group) throw unreadable(parent, name);
    return group;
}

bool has(hid_t parent, const std::string& name) {
    return H5Lexists(parent, name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> members(hid_t group) {
    std::vector<std::string> names;
    hsize_t position = 0;
    if (H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, &position, take_name, &names) >= 0) return names;
    names.clear();
    position = 0;
    if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &position, take_name, &names) < 0) {
        throw unreadable(group, "list of members");
    }
    return names;
}

void put_attribute(hid_t object, const std::string& name, std::string_view text) {
    const std::string padded = stored_text(text);
    write_attribute(object, name, text_type(padded.size()), scalar(), padded.data());
}

void put_attribute(hid_t object, const std::string& name, std::initializer_list<std::string_view> texts) {
    std::size_t width = 1;
    for (const std::string_view text : texts) width = std::max(width, text.size());
    std::string all;
    for (const std::string_view text : texts) {
        all += text;
        all.append(width - text.size(), '\0');
    }
    const hsize_t count = texts.size();
    write_attribute(object, name, text_type(width), Dataspace(H5Screate_simple(1, &count, nullptr)),
                    all.data());
}

void put_attribute(hid_t object, const std::string& name, std::int64_t number) {
    write_attribute(object, name, Datatype(H5Tcopy(H5T_STD_I64LE)), scalar(), &number);
}

void put_attribute(hid_t object, const std::string& name, double number) {
    write_attribute(object, name, Datatype(H5Tcopy(H5T_IEEE_F64LE)), scalar(), &number);
}

bool has_attribute(hid_t object, const std::string& name) {
    return H5Aexists(object, name.c_str()) > 0;
}

std::string text_attribute(hid_t object, const std::string& name) {
    const Attribute attribute = open_attribute(object, name);
    require_one_value(Dataspace(H5Aget_space(attribute.get())), object, name);
    return to_utf8(read_text(Datatype(H5Aget_type(attribute.get())), object, name,
                             [&](hid_t type, void* into) { return H5Aread(attribute.get(), type, into); }));
}

std::int64_t integer_attribute(hid_t object, const std::string& name) {
    return read_number_attribute<std::int64_t>(object, name, H5T_NATIVE_INT64);
}

double number_attribute(hid_t object, const std::string& name) {
    return read_number_attribute<double>(object, name, H5T_NATIVE_DOUBLE);
}

Dataset put_text(hid_t parent, const std::string& name, std::string_view text) {
    const std::string padded = stored_text(text);
    const bool compact = padded.size() <= kCompactBytes;
    const Datatype type = text_type(padded.size());
    Dataset dataset = make_scalar(parent, name, type.get(), compact);
    if (!compact) {
        put_attribute(dataset.get(), "crc32", std::int64_t{crc32_of(std::as_bytes(std::span(padded)))});
    }
    done(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, padded.data()), parent, name);
    return dataset;
}

std::string get_text(hid_t parent, const std::string& name) {
    const Dataset dataset = open_dataset(parent, name);
    require_one_value(Dataspace(H5Dget_space(dataset.get())), parent, name);
    std::string text =
        read_text(Datatype(H5Dget_type(dataset.get())), parent, name, [&](hid_t type, void* into) {
            return H5Dread(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
        });
    if (has_attribute(dataset.get(), "crc32") &&
        integer_attribute(dataset.get(), "crc32") != crc32_of(std::as_bytes(std::span(text)))) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: '{}' is damaged: its bytes do not match their checksum",
                                describe(parent), name));
    }
    return to_utf8(std::move(text));
}

void put_number(hid_t parent, const std::string& name, double value, std::string_view unit) {
    const Dataset dataset = make_scalar(parent, name, H5T_IEEE_F64LE, true);
    if (!unit.empty()) put_attribute(dataset.get(), "units", unit);
    done(H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value), parent, name);
}

void put_integer(hid_t parent, const std::string& name, std::int64_t value) {
    const Dataset dataset = make_scalar(parent, name, H5T_STD_I64LE, true);
    done(H5Dwrite(dataset.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value), parent, name);
}

double get_number(hid_t parent, const std::string& name) {
    return read_number<double>(parent, name, H5T_NATIVE_DOUBLE);
}

std::int64_t get_integer(hid_t parent, const std::string& name) {
    return read_number<std::int64_t>(parent, name, H5T_NATIVE_INT64);
}

}  // namespace waferglow::hdf5
