// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/record.h"

#include "libinspect/base/error.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

template <class Items>
const typename Items::value_type& find(const Items& items, std::string_view name, const std::string& kind,
                                       const char* what) {
    const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.name == name; });
    if (found == items.end())
        throw Error(ErrorKind::input,
                    fmt::format("calibration '{}' has no {} '{}'; calibrate anew", kind, what, name));
    return *found;
}

}  // namespace

bool Record::passed() const {
    return std::ranges::all_of(values, [](const Value& value) { return value.passed(); });
}

double Record::value(std::string_view name) const {
    return find(values, name, kind, "value").value;
}

const std::vector<double>& Record::numbers_of(std::string_view name) const {
    return find(numbers, name, kind, "numbers").values;
}

const std::string& Record::condition(std::string_view name) const {
    return find(conditions, name, kind, "condition").value;
}

const Image& Record::image(std::string_view name) const {
    return find(images, name, kind, "image").image;
}

}  // namespace waferglow::calibration
