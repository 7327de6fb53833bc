// SPDX-License-Identifier: GPL-3.0-or-later
// TOML files read key by key. Errors are Error(input) and name the file, the table, the key, its line and its
// value.
#pragma once

#include "libinspect/base/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>

namespace waferglow {

/// Where in a text of settings something does not fit, and what of it, for programs that show it at its
/// place.
struct TomlComplaint {
    int line = 0;         ///< from 1; 0: not known
    std::string section;  ///< "scan.grid"; empty: the top
    std::string key;
    std::string text;  ///< "must be a number"
};

/// An Error(input) whose message tells the complaint in full.
class TomlError : public Error {
  public:
    TomlError(const std::string& message, TomlComplaint complaint)
        : Error(ErrorKind::input, message), complaint_(std::move(complaint)) {}
    [[nodiscard]] const TomlComplaint& complaint() const { return complaint_; }

  private:
    TomlComplaint complaint_;
};

/// "rows" and "is missing" as "rows is missing"; with a colon where the complaint is a sentence of its own.
[[nodiscard]] std::string join_complaint(std::string_view subject, std::string_view complaint);

/// One table of a file. A view: valid as long as its TomlFile.
class TomlTable {
  public:
    TomlTable(const std::filesystem::path& file, std::string name, const toml::table& table)
        : file_(&file), name_(std::move(name)), table_(&table) {}

    /// A finite number, written with a decimal point or without.
    [[nodiscard]] double number(std::string_view key) const;
    [[nodiscard]] std::optional<double> optional_number(std::string_view key) const;
    [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view key) const;
    /// Texts or whole numbers, as texts.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
    [[nodiscard]] bool contains(std::string_view key) const { return table_->contains(key); }
    [[nodiscard]] bool is_text(std::string_view key) const;
    /// The node of a key; null where it is not there.
    [[nodiscard]] const toml::node* find(std::string_view key) const { return table_->get(key); }
    /// Likewise; throws TomlError where it is not there, with the key that looks like it.
    [[nodiscard]] const toml::node& need(std::string_view key) const;
    /// What the table has, in the order of the alphabet.
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] const std::filesystem::path& file() const { return *file_; }
    [[nodiscard]] TomlTable table(std::string_view key) const;
    /// The tables of `[[key]]`, at least one.
    [[nodiscard]] std::vector<TomlTable> tables(std::string_view key) const;

    /// Throws TomlError "<file> line 7: [grid] rows <complaint>" (the line where the file has the key; a
    /// complaint that does not go on from the key has a colon before it).
    [[noreturn]] void refuse(std::string_view key, std::string_view complaint) const;

  private:
    const std::filesystem::path* file_;
    std::string name_;  // as written in the file: "[grid]", "[[channel]] 2"; empty for the top
    const toml::table* table_;
};

/// The text of a file of settings, as UTF-8. Throws Error(input) where it is no text, with what it seems to
/// be, and where it is longer than `most_bytes`.
[[nodiscard]] std::string read_settings_text(const std::filesystem::path& path, std::uint64_t most_bytes);

/// A parsed file. Immutable.
class TomlFile {
  public:
    /// Throws Error(input) where the file can't be read or its grammar is broken (with line and column).
    explicit TomlFile(const std::filesystem::path& path);
    TomlFile(const TomlFile&) = delete;  // tables refer to it
    TomlFile& operator=(const TomlFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] TomlTable top() const { return {path_, "", table_}; }

  private:
    std::filesystem::path path_;
    toml::table table_;
};

}  // namespace waferglow
