// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/carry_over.h"

#include "libinspect/store/internal/hdf5_links.h"
#include "libinspect/store/internal/hdf5_nodes.h"

#include <array>
#include <cstddef>
#include <map>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

Error stuck(hid_t object, const std::string& name) {
    return failure_at(
        ErrorKind::input, object,
        fmt::format("'{}' can't be carried over into the new file, which is therefore not written", name));
}

/// Attributes of ours that tell of the values which they stood beside: never of those that came after.
bool tells_of_values(const std::string& attribute) {
    constexpr std::array kNames{"crc32", "min", "max", "valid_values"};
    for (const char* name : kNames) {
        if (attribute == name) return true;
    }
    return false;
}

bool holds_references(hid_t type) {
    return H5Tdetect_class(type, H5T_REFERENCE) > 0;
}

std::vector<std::string> attribute_names(hid_t object) {
    std::vector<std::string> names;
    const auto take = [](hid_t /*object*/, const char* name, const H5A_info_t* /*info*/,
                         void* into) -> herr_t {
        static_cast<std::vector<std::string>*>(into)->emplace_back(name);
        return 0;
    };
    hsize_t position = 0;
    if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, &position, take, &names) < 0)
        throw failure_at(ErrorKind::input, object, "attributes can't be listed");
    return names;
}

class Carrier {
  public:
    Carrier(hid_t from, hid_t to, const std::set<std::string>& dropped)
        : from_(from), to_(to), dropped_(dropped) {}

    std::vector<PassedOver> run() {
        const Group from(H5Gopen2(from_, "/", H5P_DEFAULT));
        const Group to(H5Gopen2(to_, "/", H5P_DEFAULT));
        learn_places(from.get(), to.get(), "");
        complete(from.get(), to.get(), "");
        return std::move(notes_);
    }

  private:
    struct Target {
        haddr_t address = HADDR_UNDEF;
        H5O_type_t type = H5O_TYPE_UNKNOWN;
    };

    [[nodiscard]] static Target target_of(hid_t group, const std::string& name) {
        H5O_info_t info;
        if (H5Oget_info_by_name2(group, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0)
            throw stuck(group, name);
        return {info.addr, info.type};
    }

    /// Where in the new file the objects of the old one stand that both have, so that hard links find them.
    void learn_places(hid_t from, hid_t to, const std::string& path) {
        for (const std::string& name : members(from)) {
            const std::string child = fmt::format("{}/{}", path, name);
            if (dropped_.contains(child) || !has(to, name)) continue;
            if (read_link(from, name).kind != Link::Kind::hard) continue;
            const Target target = target_of(from, name);
            if (!places_.emplace(target.address, child).second || target.type != H5O_TYPE_GROUP) continue;
            if (target_of(to, name).type != H5O_TYPE_GROUP) continue;
            learn_places(open_group(from, name).get(), open_group(to, name).get(), child);
        }
    }

    /// Attributes and members that an object of both files lacks in the new one.
    void complete(hid_t from, hid_t to, const std::string& path) {
        carry_attributes(from, to, path, false);
        for (const std::string& name : members(from)) {
            const std::string child = fmt::format("{}/{}", path, name);
            if (dropped_.contains(child)) continue;
            const Link link = read_link(from, name);
            if (!has(to, name))
                add(from, to, name, child, link);
            else if (link.kind == Link::Kind::hard)
                complete_member(from, to, name, child);
        }
    }

    void complete_member(hid_t from, hid_t to, const std::string& name, const std::string& child) {
        const Target target = target_of(from, name);
        if (!completed_.insert(target.address).second) return;
        if (target_of(to, name).type != target.type) {
            notes_.push_back({child, "gave way to the part of the wafer file that has its name"});
            return;
        }
        if (target.type == H5O_TYPE_GROUP) {
            complete(open_group(from, name).get(), open_group(to, name).get(), child);
        } else {
            const Object old(H5Oopen(from, name.c_str(), H5P_DEFAULT));
            const Object made(H5Oopen(to, name.c_str(), H5P_DEFAULT));
            carry_attributes(old.get(), made.get(), child, false);
        }
    }

    /// A member that the new file does not have.
    void add(hid_t from, hid_t to, const std::string& name, const std::string& child, const Link& link) {
        if (link.kind == Link::Kind::other) throw stuck(from, name);
        if (link.kind != Link::Kind::hard) return make_link(to, name, link);
        const Target target = target_of(from, name);
        const auto [place, fresh] = places_.emplace(target.address, child);
        if (!fresh) {
            if (H5Lcreate_hard(to_, place->second.c_str(), to, name.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0)
                throw stuck(from, name);
        } else if (target.type == H5O_TYPE_GROUP) {
            add_group(from, to, name, child);
        } else {
            add_object(from, to, name, child, target.type);
        }
    }

    /// Member by member and not at one stroke: hard links that leave the group would become copies.
    void add_group(hid_t from, hid_t to, const std::string& name, const std::string& child) {
        const Group old = open_group(from, name);
        const PropertyList creation(H5Gget_create_plist(old.get()));
        const Group made(H5Gcreate2(to, name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
        if (!made) throw stuck(from, name);
        carry_attributes(old.get(), made.get(), child, true);
        for (const std::string& member : members(old.get())) {
            add(old.get(), made.get(), member, fmt::format("{}/{}", child, member),
                read_link(old.get(), member));
        }
    }

    void add_object(hid_t from, hid_t to, const std::string& name, const std::string& child,
                    H5O_type_t type) {
        const PropertyList copy(H5Pcreate(H5P_OBJECT_COPY));
        H5Pset_copy_object(copy.get(), H5O_COPY_WITHOUT_ATTR_FLAG);
        if (H5Ocopy(from, name.c_str(), to, name.c_str(), copy.get(), H5P_DEFAULT) < 0)
            throw stuck(from, name);
        const Object old(H5Oopen(from, name.c_str(), H5P_DEFAULT));
        const Object made(H5Oopen(to, name.c_str(), H5P_DEFAULT));
        if (!old || !made) throw stuck(from, name);
        if (type == H5O_TYPE_DATASET && holds_references(Datatype(H5Dget_type(old.get())).get()))
            notes_.push_back({child, "holds references; they point nowhere in the new file"});
        carry_attributes(old.get(), made.get(), child, true);
    }

    void carry_attributes(hid_t from, hid_t to, const std::string& path, bool of_others) {
        for (const std::string& name : attribute_names(from)) {
            if (has_attribute(to, name) || (!of_others && tells_of_values(name))) continue;
            carry_attribute(from, to, path, name);
        }
    }

    void carry_attribute(hid_t from, hid_t to, const std::string& path, const std::string& name) {
        const Attribute old(H5Aopen(from, name.c_str(), H5P_DEFAULT));
        const Datatype stored(H5Aget_type(old.get()));
        const Datatype type(H5Tcopy(stored.get()));  // of its own, where the old one is named in the old file
        const Dataspace space(H5Aget_space(old.get()));
        if (!old || !type || !space) throw stuck(from, name);
        if (holds_references(type.get())) {
            notes_.push_back(
                {path, fmt::format("its attribute '{}' holds references and is left out", name)});
            return;
        }
        const Attribute made(H5Acreate2(to, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT));
        if (!made) throw stuck(from, name);
        const hssize_t count = H5Sget_simple_extent_npoints(space.get());
        if (count <= 0) return;
        std::vector<std::byte> values(static_cast<std::size_t>(count) * H5Tget_size(type.get()));
        if (H5Aread(old.get(), type.get(), values.data()) < 0) throw stuck(from, name);
        const herr_t written = H5Awrite(made.get(), type.get(), values.data());
        H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, values.data());
        if (written < 0) throw stuck(from, name);
    }

    hid_t from_;
    hid_t to_;
    const std::set<std::string>& dropped_;
    std::map<haddr_t, std::string> places_;  // of objects of the old file, by address: paths in the new one
    std::set<haddr_t> completed_;            // of both files
    std::vector<PassedOver> notes_;
};

}  // namespace

std::vector<PassedOver> carry_over(hid_t from, hid_t to, const std::set<std::string>& dropped) {
    return Carrier(from, to, dropped).run();
}

}  // namespace waferglow::hdf5
