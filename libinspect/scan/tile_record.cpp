// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/tile_record.h"

#include "libinspect/base/error.h"

#include <cstring>
#include <type_traits>

namespace waferglow {
namespace {

/// The fixed part of a record; TileRegistration and FrameLook are plain numbers. Planes of values, spare dies
/// and the remark follow.
struct Header {
    std::uint32_t tile;
    DieRect rect;
    std::uint32_t remark_bytes;
    std::uint64_t spares;
    FrameLook look;
    OutlineLight outline;
    TileRegistration registration;
};
static_assert(std::is_trivially_copyable_v<Header>);
static_assert(std::is_trivially_copyable_v<SpareDie>);

std::size_t bytes_of_numbers(std::size_t cells, std::size_t spares) {
    return sizeof(Header) + kQuantities * cells * sizeof(float) + spares * sizeof(SpareDie);
}

}  // namespace

std::vector<std::byte> encode_tile_record(const TileRecord& record) {
    const Header header{.tile = record.tile,
                        .rect = record.rect,
                        .remark_bytes = static_cast<std::uint32_t>(record.remark.size()),
                        .spares = record.spares.size(),
                        .look = record.look,
                        .outline = record.outline,
                        .registration = record.registration};
    const std::size_t plane_bytes = record.rect.cells() * sizeof(float);
    std::vector<std::byte> bytes(bytes_of_numbers(record.rect.cells(), record.spares.size()) +
                                 record.remark.size());
    std::byte* to = bytes.data();
    const auto put = [&to](const void* from, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        to += size;
    };
    put(&header, sizeof header);
    for (const std::vector<float>& plane : record.values) put(plane.data(), plane_bytes);
    put(record.spares.data(), record.spares.size() * sizeof(SpareDie));
    put(record.remark.data(), record.remark.size());
    return bytes;
}

TileRecord decode_tile_record(std::span<const std::byte> bytes) {
    Header header{};
    if (bytes.size() < sizeof header) throw Error(ErrorKind::input, "a journal record is too short");
    std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof header);
    TileRecord record{.tile = header.tile,
                      .look = header.look,
                      .outline = header.outline,
                      .registration = header.registration,
                      .rect = header.rect,
                      .values = {},
                      .spares = {},
                      .remark = {}};
    const std::size_t cells = record.rect.cells();
    if (header.spares > bytes.size() / sizeof(SpareDie) ||
        bytes.size() != bytes_of_numbers(cells, header.spares) + header.remark_bytes) {
        throw Error(ErrorKind::input, "a journal record has the wrong length");
    }
    const std::byte* from = bytes.data() + sizeof header;
    const auto get = [&from](void* to, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        from += size;
    };
    for (std::vector<float>& plane : record.values) {
        plane.resize(cells);
        get(plane.data(), cells * sizeof(float));
    }
    record.spares.resize(header.spares);
    get(record.spares.data(), header.spares * sizeof(SpareDie));
    record.remark.resize(header.remark_bytes);
    get(record.remark.data(), header.remark_bytes);
    return record;
}

}  // namespace waferglow
