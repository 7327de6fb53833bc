// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/setting.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

[[noreturn]] void refuse(const std::string& where, std::string_view key, const toml::node& node,
                         const std::string& complaint) {
    throw Error(ErrorKind::input,
                fmt::format("{} line {}: {} {}", where, node.source().begin.line, key, complaint));
}

std::string range_of(const SettingInfo& info) {
    if (info.min && info.max) return fmt::format("between {} and {}", *info.min, *info.max);
    return info.min ? fmt::format("at least {}", *info.min)
                    : fmt::format("at most {}", info.max.value_or(0.0));
}

SettingValue read_value(const toml::node& node, const SettingInfo& info, const std::string& where) {
    const auto check_range = [&](double value) {
        if (!std::isfinite(value) || (info.min && value < *info.min) || (info.max && value > *info.max))
            refuse(where, info.name, node, fmt::format("= {} must be {}", value, range_of(info)));
    };
    switch (info.type()) {
        case SettingType::number:
            if (const auto value = node.value<double>(); value && node.is_number()) {
                check_range(*value);
                return *value;
            }
            break;
        case SettingType::integer:
            if (const auto value = node.value_exact<std::int64_t>()) {
                check_range(static_cast<double>(*value));
                return *value;
            }
            break;
        case SettingType::text:
            if (const auto value = node.value_exact<std::string>()) {
                const auto& choices = info.choices;
                if (!choices.empty() && std::find(choices.begin(), choices.end(), *value) == choices.end())
                    refuse(where, info.name, node,
                           fmt::format("= '{}' is not one of {}{}", *value, fmt::join(choices, ", "),
                                       did_you_mean(*value, choices)));
                return *value;
            }
            break;
        case SettingType::flag:
            if (const auto value = node.value_exact<bool>()) return *value;
            break;
        case SettingType::list:
            if (const toml::array* array = node.as_array()) {
                std::vector<std::string> items;
                for (const toml::node& item : *array) {
                    const auto text = item.value_exact<std::string>();
                    if (!text) refuse(where, info.name, item, "holds something that is no text");
                    items.push_back(*text);
                }
                return items;
            }
            break;
    }
    refuse(where, info.name, node, fmt::format("must be of type {}: {}", name_of(info.type()), info.help));
}

}  // namespace

const char* name_of(SettingType type) {
    switch (type) {
        case SettingType::number:
            return "number";
        case SettingType::integer:
            return "integer";
        case SettingType::text:
            return "text";
        case SettingType::flag:
            return "flag";
        case SettingType::list:
            break;
    }
    return "list of texts";
}

Settings::Settings(std::span<const SettingInfo> infos) {
    for (const SettingInfo& info : infos) values_.emplace(info.name, info.standard);
}

template <class T>
const T& Settings::get(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end() || !std::holds_alternative<T>(found->second))
        throw std::logic_error(fmt::format("there is no setting '{}' of this type", name));
    return std::get<T>(found->second);
}

template const double& Settings::get(std::string_view) const;
template const std::int64_t& Settings::get(std::string_view) const;
template const std::string& Settings::get(std::string_view) const;
template const bool& Settings::get(std::string_view) const;
template const std::vector<std::string>& Settings::get(std::string_view) const;

Settings read_settings(const toml::table& table, std::span<const SettingInfo> infos, const std::string& where,
                       std::span<const std::string> skip) {
    Settings settings(infos);
    for (const auto& [toml_key, node] : table) {
        const std::string key(toml_key.str());
        if (std::find(skip.begin(), skip.end(), key) != skip.end()) continue;
        const auto info =
            std::find_if(infos.begin(), infos.end(), [&](const auto& i) { return i.name == key; });
        if (info == infos.end()) {
            std::vector<std::string> known(skip.begin(), skip.end());
            for (const SettingInfo& i : infos) known.push_back(i.name);
            refuse(where, key, node, fmt::format("is no setting here{}", did_you_mean(key, known)));
        }
        settings.set(*info, read_value(node, *info, where));
    }
    return settings;
}

}  // namespace waferglow::drivers
