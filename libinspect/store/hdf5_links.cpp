// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/hdf5_links.h"

#include "libinspect/store/internal/hdf5_nodes.h"

#include <array>
#include <vector>

#include <fmt/format.h>

namespace waferglow::hdf5 {

Link read_link(hid_t group, const std::string& name) {
    H5L_info_t info;
    if (H5Lget_info(group, name.c_str(), &info, H5P_DEFAULT) < 0) throw missing(group, name);
    Link link;
    if (info.type == H5L_TYPE_HARD) return link;
    link.kind = Link::Kind::other;
    if (info.type != H5L_TYPE_SOFT && info.type != H5L_TYPE_EXTERNAL) return link;
    std::vector<char> value(info.u.val_size + 1, '\0');
    if (H5Lget_val(group, name.c_str(), value.data(), value.size(), H5P_DEFAULT) < 0)
        throw failure_at(ErrorKind::input, group, fmt::format("link '{}' can't be read", name));
    if (info.type == H5L_TYPE_SOFT) {
        link.kind = Link::Kind::soft;
        link.target = value.data();
        return link;
    }
    const char* file = nullptr;
    const char* target = nullptr;
    if (H5Lunpack_elink_val(value.data(), info.u.val_size, nullptr, &file, &target) < 0)
        throw failure_at(ErrorKind::input, group, fmt::format("link '{}' can't be read", name));
    link.kind = Link::Kind::external;
    link.file = file;
    link.target = target;
    return link;
}

void make_link(hid_t group, const std::string& name, const Link& link) {
    const herr_t made =
        link.kind == Link::Kind::soft
            ? H5Lcreate_soft(link.target.c_str(), group, name.c_str(), H5P_DEFAULT, H5P_DEFAULT)
            : H5Lcreate_external(link.file.c_str(), link.target.c_str(), group, name.c_str(), H5P_DEFAULT,
                                 H5P_DEFAULT);
    if (made < 0) throw failure_at(ErrorKind::job, group, fmt::format("link '{}' can't be written", name));
}

std::string describe(const Link& link) {
    return link.kind == Link::Kind::external ? fmt::format("{}:{}", link.file, link.target) : link.target;
}

bool leads_somewhere(hid_t group, const std::string& name) {
    return H5Oexists_by_name(group, name.c_str(), H5P_DEFAULT) > 0;
}

std::string missing_filter(hid_t dataset) {
    const PropertyList creation(H5Dget_create_plist(dataset));
    const int filters = creation ? H5Pget_nfilters(creation.get()) : 0;
    for (int i = 0; i < filters; ++i) {
        std::array<char, 64> name{};
        unsigned flags = 0;
        std::size_t values = 0;
        const H5Z_filter_t filter = H5Pget_filter2(creation.get(), static_cast<unsigned>(i), &flags, &values,
                                                   nullptr, name.size() - 1, name.data(), nullptr);
        if (filter < 0 || H5Zfilter_avail(filter) > 0) continue;
        return name[0] == '\0' ? fmt::format("number {}", filter)
                               : fmt::format("'{}' (number {})", name.data(), filter);
    }
    return {};
}

std::string missing_filter_text(const std::string& filter) {
    return fmt::format(
        "is packed with the filter {}, which is not installed here; repack it where it is, with "
        "h5repack -f SHUF -f GZIP=1",
        filter);
}

}  // namespace waferglow::hdf5
