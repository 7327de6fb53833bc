// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes of a drawing by kind.
#pragma once

#include "libinspect/report/document.h"

#include <string>
#include <variant>
#include <vector>

namespace waferglow::test {

/// All shapes of one kind, in the order in which they are painted.
template <class Kind>
[[nodiscard]] std::vector<Kind> shapes_of(const Figure& figure) {
    std::vector<Kind> found;
    for (const Shape& shape : figure.shapes) {
        if (const auto* one = std::get_if<Kind>(&shape)) found.push_back(*one);
    }
    return found;
}

/// Lines of one colour.
[[nodiscard]] inline std::vector<PathShape> lines_of(const Figure& figure, std::uint32_t rgb) {
    std::vector<PathShape> found;
    for (const PathShape& path : shapes_of<PathShape>(figure)) {
        if (path.rgb == rgb && path.width > 0.0) found.push_back(path);
    }
    return found;
}

[[nodiscard]] inline bool says(const Figure& figure, const std::string& text) {
    for (const TextShape& words : shapes_of<TextShape>(figure)) {
        if (words.text == text) return true;
    }
    return false;
}

}  // namespace waferglow::test
