// SPDX-License-Identifier: GPL-3.0-or-later
// XML files from elsewhere, read with pugixml: no entities are expanded and nothing is fetched, and size,
// count and depth of the elements are bounded before anything is built from them. What is read is UTF-8,
// whatever the file is written in: UTF-16 and 32 are seen in its beginning, other bytes go through `to_utf8`,
// since what a declaration says is wrong too often to build on.
#pragma once

#include "libinspect/base/error.h"

#include <filesystem>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace waferglow {

/// A parsed file. Immutable; names are compared without their namespace prefix.
class XmlDocument {
  public:
    /// Reads a plain or gzip'd file. Throws Error(input) with the line where the grammar is broken, and for
    /// files with too many or too deeply nested elements.
    explicit XmlDocument(const std::filesystem::path& path);

    [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// "map.xml line 7: <complaint>", to be thrown.
    [[nodiscard]] Error error_at(pugi::xml_node node, std::string_view complaint) const;

  private:
    [[nodiscard]] std::int64_t line_of(std::ptrdiff_t offset) const;

    std::filesystem::path path_;
    std::string text_;  // parsed in place: the document points into it
    pugi::xml_document document_;
};

/// Name without its namespace prefix.
[[nodiscard]] std::string_view local_name(pugi::xml_node node);
/// First child element of that local name, or none.
[[nodiscard]] pugi::xml_node child_of(pugi::xml_node node, std::string_view name);
/// Next sibling element of that local name, or none.
[[nodiscard]] pugi::xml_node next_of(pugi::xml_node node, std::string_view name);
/// All of the element's own text, blanks around it taken off: what stands before, between and behind comments
/// and in CDATA sections. (pugixml's `text()` is the first piece alone.) Pieces of blanks alone count as
/// none.
[[nodiscard]] std::string text_of(pugi::xml_node node);
/// Attribute of that name without blanks around it; empty where there is none.
[[nodiscard]] std::string_view attribute_of(pugi::xml_node node, const char* name);

}  // namespace waferglow
