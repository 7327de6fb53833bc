// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/role.h"

namespace waferglow::station {

const char* to_string(Role role) {
    switch (role) {
        case Role::operating:
            return "operator";
        case Role::engineering:
            return "engineer";
        case Role::quality:
            return "qa";
    }
    return "";
}

std::optional<Role> role_of(std::string_view name) {
    for (const Role role : {Role::operating, Role::engineering, Role::quality})
        if (name == to_string(role)) return role;
    return std::nullopt;
}

}  // namespace waferglow::station
