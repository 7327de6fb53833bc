// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/derived_layers.h"

#include "libinspect/base/error.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {

const DerivedLayer& derived_layer(std::string_view name) {
    const auto found =
        std::ranges::find_if(kDerivedLayers, [&](const DerivedLayer& layer) { return name == layer.name; });
    if (found == kDerivedLayers.end())
        throw Error(ErrorKind::usage, fmt::format("'{}' is not in the table of derived layers", name));
    return *found;
}

bool holds_bin_codes(std::string_view layer) {
    return layer == kPlBinLayer || layer.ends_with(kAppearanceBinLayer);
}

Layer& add_derived(DieMap& map, std::string_view name) {
    const DerivedLayer& layer = derived_layer(name);
    return map.add(layer.name, layer.unit, layer.title);
}

}  // namespace waferglow
