// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what at the station. docs/users.md has the table for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace waferglow::station {

/// Each role may do all that the one before it may.
enum class Role : std::uint8_t { operating, engineering, quality };

enum class Action : std::uint8_t {
    scan,            ///< start, pause, abort
    review,          ///< look at wafers, export
    edit_recipes,    ///< change, save and apply recipes, learned thresholds included
    change_bins,     ///< store other bins in a wafer file
    calibrate,       ///< run calibrations
    change_devices,  ///< edit and choose tool files
    sign_off,        ///< sign a wafer's comparison with EL
    manage_users,
};

[[nodiscard]] constexpr bool permits(Role role, Action action) {
    if (action <= Action::review) return true;
    return role == Role::quality || (role == Role::engineering && action <= Action::change_devices);
}

/// As users files have it: "operator", "engineer", "qa".
[[nodiscard]] const char* to_string(Role role);
[[nodiscard]] std::optional<Role> role_of(std::string_view name);

}  // namespace waferglow::station
