// SPDX-License-Identifier: GPL-3.0-or-later
// Typed settings of drivers: what a tool file may say, and what a form in a program shows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <toml++/toml.h>

namespace waferglow::drivers {

enum class SettingType { number, integer, text, flag, list };
[[nodiscard]] const char* name_of(SettingType type);

/// In the order of SettingType.
using SettingValue = std::variant<double, std::int64_t, std::string, bool, std::vector<std::string>>;

struct SettingInfo {
    std::string name;
    SettingValue standard;  ///< its type is the setting's type
    std::string unit;       ///< empty: none
    std::string help;
    std::optional<double> min{};  ///< of numbers and integers
    std::optional<double> max{};
    std::vector<std::string> choices{};  ///< of texts; empty: any text

    [[nodiscard]] SettingType type() const { return static_cast<SettingType>(standard.index()); }
};

/// Values by name, complete and checked. Immutable value; asking for what is not there is a bug and throws
/// std::logic_error.
class Settings {
  public:
    Settings() = default;
    explicit Settings(std::span<const SettingInfo> infos);  ///< all standard

    [[nodiscard]] double number(std::string_view name) const { return get<double>(name); }
    [[nodiscard]] std::int64_t integer(std::string_view name) const { return get<std::int64_t>(name); }
    [[nodiscard]] const std::string& text(std::string_view name) const { return get<std::string>(name); }
    [[nodiscard]] bool flag(std::string_view name) const { return get<bool>(name); }
    [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const {
        return get<std::vector<std::string>>(name);
    }
    [[nodiscard]] const std::map<std::string, SettingValue, std::less<>>& values() const { return values_; }
    void set(const SettingInfo& info, SettingValue value) { values_[info.name] = std::move(value); }

  private:
    template <class T>
    const T& get(std::string_view name) const;

    std::map<std::string, SettingValue, std::less<>> values_;
};

/// Reads the keys of `table`, but for those in `skip`; what it does not have is standard. Throws Error(input)
/// that names `where` ("tool.toml [stage]"), key, line, value and remedy; for an unknown key the nearest one.
[[nodiscard]] Settings read_settings(const toml::table& table, std::span<const SettingInfo> infos,
                                     const std::string& where, std::span<const std::string> skip = {});

}  // namespace waferglow::drivers
