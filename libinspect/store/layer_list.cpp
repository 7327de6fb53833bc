// SPDX-License-Identifier: GPL-3.0-or-later
// Which members of /entry/map are layers. Others write there too: what is none, or can't be read here, is
// named and passed over. What bears our CRC-32 is a layer whatever state it is in: its faults are damage.
#include "libinspect/store/internal/hdf5_links.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <map>
#include <optional>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

constexpr const char* kData = "data";

std::string link_text(hid_t group, const std::string& name, const Link& link) {
    if (link.kind == Link::Kind::other) return "is a link of an unknown kind";
    return fmt::format("is a link to {}{}", describe(link),
                       leads_somewhere(group, name) ? "" : ", which is not there");
}

/// Why the dataset of a layer is none that can be read here.
std::optional<std::string> objection_to_data(hid_t layer, const DieGrid& grid) {
    const Link link = read_link(layer, kData);
    if (link.kind != Link::Kind::hard && !leads_somewhere(layer, kData))
        return "its data " + link_text(layer, kData, link);
    const Object data(H5Oopen(layer, kData, H5P_DEFAULT));
    if (!data) return std::nullopt;  // damage
    if (H5Iget_type(data.get()) != H5I_DATASET) return "is a group whose 'data' is no dataset";
    if (const std::string filter = missing_filter(data.get()); !filter.empty())
        return missing_filter_text(filter);
    if (has_attribute(data.get(), "crc32")) return std::nullopt;
    try {
        const ArrayShape shape = open_array(layer, kData).shape;
        const ArrayShape wanted{static_cast<std::size_t>(grid.rows), static_cast<std::size_t>(grid.cols),
                                true};
        if (shape == wanted) return std::nullopt;
        return fmt::format("has {} x {} values where the grid has {} x {} dies", shape.rows, shape.cols,
                           grid.rows, grid.cols);
    } catch (const Error&) {
        return "holds values that are not understood";
    }
}

bool tells_signal(hid_t layer) {
    try {
        return has_attribute(layer, "signal") && text_attribute(layer, "signal") == kData;
    } catch (const Error&) {
        return false;  // an attribute, but no text
    }
}

std::optional<std::string> objection_to(hid_t map, const std::string& name, const DieGrid& grid,
                                        std::map<haddr_t, std::string>& seen) {
    const Link link = read_link(map, name);
    if (link.kind != Link::Kind::hard) return link_text(map, name, link);
    const Object object(H5Oopen(map, name.c_str(), H5P_DEFAULT));
    H5O_info_t info;
    if (!object || H5Oget_info2(object.get(), &info, H5O_INFO_BASIC) < 0) return std::nullopt;  // damage
    if (info.type != H5O_TYPE_GROUP) return "is no layer: layers are groups with a dataset 'data'";
    const auto [first, fresh] = seen.emplace(info.addr, name);
    if (!fresh) return fmt::format("is the layer '{}' under another name", first->second);
    if (has(object.get(), kData)) return objection_to_data(object.get(), grid);
    // As every layer of ours tells its signal, one without its data is damaged.
    if (tells_signal(object.get())) return std::nullopt;
    return "is a group without a dataset 'data'";
}

bool is_of_others(hid_t map, const std::string& name) {
    const Object data(H5Oopen(map, fmt::format("{}/{}", name, kData).c_str(), H5P_DEFAULT));
    return data && !has_attribute(data.get(), "crc32");
}

}  // namespace

LayerList list_layers(hid_t entry, const DieGrid& grid) {
    LayerList list;
    const Group map = open_group(entry, "map");
    std::map<haddr_t, std::string> seen;
    for (const std::string& name : members(map.get())) {
        if (const auto objection = objection_to(map.get(), name, grid, seen)) {
            list.passed_over.push_back({"/entry/map/" + name, *objection});
        } else {
            list.names.push_back(name);
            if (is_of_others(map.get(), name)) list.of_others.push_back(name);
        }
    }
    return list;
}

}  // namespace waferglow::hdf5
