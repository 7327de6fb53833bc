// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/tile_look_bytes.h"

#include "libinspect/base/error.h"

#include <cstring>
#include <type_traits>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

/// The fixed part; dies, spots and the fault follow.
struct Header {
    std::uint32_t schema;
    std::uint32_t placed;
    std::uint64_t dies;
    std::uint64_t spots;
    std::uint64_t fault_bytes;
    PixelPoint moved;
    double level_dn;
};
static_assert(std::is_trivially_copyable_v<Header>);
static_assert(std::is_trivially_copyable_v<DieLook>);
static_assert(std::is_trivially_copyable_v<TileSpot>);

Header read_header(std::span<const std::byte> bytes) {
    Header header{};
    if (bytes.size() < sizeof header) throw Error(ErrorKind::input, "the look of a tile is too short");
    std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof header);
    if (header.schema != kTileLookSchema)
        throw Error(ErrorKind::input,
                    fmt::format("the look of a tile has the layout {}, this version's is {}", header.schema,
                                kTileLookSchema));
    // Each of what is counted has at least a byte: sums of the sizes can't overflow.
    const std::uint64_t most = bytes.size();
    const bool plausible = header.dies <= most && header.spots <= most && header.fault_bytes <= most;
    if (!plausible || bytes.size() != sizeof header + header.dies * sizeof(DieLook) +
                                          header.spots * sizeof(TileSpot) + header.fault_bytes)
        throw Error(ErrorKind::input, "the look of a tile has the wrong length");
    return header;
}

}  // namespace

std::vector<std::byte> encode_tile_look(const TileLook& look) {
    const Header header{.schema = kTileLookSchema,
                        .placed = look.placed ? 1U : 0U,
                        .dies = look.dies.size(),
                        .spots = look.spots.size(),
                        .fault_bytes = look.fault.size(),
                        .moved = look.moved,
                        .level_dn = look.level_dn};
    std::vector<std::byte> bytes(sizeof header + look.dies.size() * sizeof(DieLook) +
                                 look.spots.size() * sizeof(TileSpot) + look.fault.size());
    std::byte* to = bytes.data();
    const auto put = [&to](const void* from, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        to += size;
    };
    put(&header, sizeof header);
    put(look.dies.data(), look.dies.size() * sizeof(DieLook));
    put(look.spots.data(), look.spots.size() * sizeof(TileSpot));
    put(look.fault.data(), look.fault.size());
    return bytes;
}

TileLook decode_tile_look(std::span<const std::byte> bytes) {
    const Header header = read_header(bytes);
    TileLook look;
    look.placed = header.placed != 0;
    look.moved = header.moved;
    look.level_dn = header.level_dn;
    look.dies.resize(header.dies);
    look.spots.resize(header.spots);
    look.fault.resize(header.fault_bytes);
    const std::byte* from = bytes.data() + sizeof header;
    const auto get = [&from](void* to, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        from += size;
    };
    get(look.dies.data(), look.dies.size() * sizeof(DieLook));
    get(static_cast<void*>(look.spots.data()), look.spots.size() * sizeof(TileSpot));
    get(look.fault.data(), look.fault.size());
    for (const TileSpot& spot : look.spots) {
        if (spot.look >= look.dies.size())
            throw Error(ErrorKind::input, "a spot of the look of a tile is on none of its dies");
    }
    return look;
}

}  // namespace waferglow::appearance
