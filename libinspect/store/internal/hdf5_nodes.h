// SPDX-License-Identifier: GPL-3.0-or-later
// Groups, attributes, texts and single numbers of an HDF5 file.
//
// Written: strings of fixed length in UTF-8 (hyperspy overlooks others), single values in the object header,
// which has a checksum. Read: strings of fixed and variable length, numbers of any type that HDF5 converts.
// What is missing or of another kind is Error(input) that names file and place; what can't be written is
// Error(job).
#pragma once

#include "libinspect/store/internal/hdf5_handle.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::hdf5 {

/// "W.h5: /entry/map", for messages.
[[nodiscard]] std::string describe(hid_t object);
/// HDF5's last failure as "W.h5: /entry/map: <what> (<reason>)", to be thrown. (Naming an object makes HDF5
/// forget the reason; this asks for it first.)
[[nodiscard]] Error failure_at(ErrorKind kind, hid_t object, std::string_view what);
[[nodiscard]] Error missing(hid_t parent, std::string_view name);

/// Type of `size` bytes of UTF-8 padded with zeros.
[[nodiscard]] Datatype text_type(std::size_t size);

/// A group that keeps the order of its members.
[[nodiscard]] Group make_group(hid_t parent, const std::string& name, std::string_view nx_class);
[[nodiscard]] Group open_group(hid_t parent, const std::string& name);
[[nodiscard]] bool has(hid_t parent, const std::string& name);
/// Names of the members in the order they were made in (by name where the group does not keep it).
[[nodiscard]] std::vector<std::string> members(hid_t group);

void put_attribute(hid_t object, const std::string& name, std::string_view text);
void put_attribute(hid_t object, const std::string& name, std::initializer_list<std::string_view> texts);
void put_attribute(hid_t object, const std::string& name, std::int64_t number);
void put_attribute(hid_t object, const std::string& name, double number);

[[nodiscard]] bool has_attribute(hid_t object, const std::string& name);
[[nodiscard]] std::string text_attribute(hid_t object, const std::string& name);
[[nodiscard]] std::int64_t integer_attribute(hid_t object, const std::string& name);
[[nodiscard]] double number_attribute(hid_t object, const std::string& name);

/// A dataset of one text; with a CRC-32 where it does not fit into the object header.
Dataset put_text(hid_t parent, const std::string& name, std::string_view text);
[[nodiscard]] std::string get_text(hid_t parent, const std::string& name);

void put_number(hid_t parent, const std::string& name, double value, std::string_view unit = {});
void put_integer(hid_t parent, const std::string& name, std::int64_t value);
[[nodiscard]] double get_number(hid_t parent, const std::string& name);
[[nodiscard]] std::int64_t get_integer(hid_t parent, const std::string& name);

}  // namespace waferglow::hdf5
