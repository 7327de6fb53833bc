// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/tile_record.h"

#include "libinspect/base/error.h"

#include <cstring>
#include <type_traits>

namespace waferglow {
namespace {

/// The fixed part of a record; TileRegistration is plain numbers.
struct Header {
    std::uint32_t tile;
    DieRect rect;
    std::uint32_t remark_bytes;
    TileRegistration registration;
};
static_assert(std::is_trivially_copyable_v<Header>);
}  // namespace

std::vector<std::byte> encode_tile_record(const TileRecord& record) {
    const Header header{record.tile, record.rect, static_cast<std::uint32_t>(record.remark.size()),
                        record.registration};
    const std::size_t plane_bytes = record.rect.cells() * sizeof(float);
    std::vector<std::byte> bytes(sizeof header + kQuantities * plane_bytes + record.remark.size());
    std::memcpy(bytes.data(), &header, sizeof header);
    for (std::size_t q = 0; q < kQuantities && plane_bytes > 0; ++q) {
        std::memcpy(bytes.data() + sizeof header + q * plane_bytes, record.values[q].data(), plane_bytes);
    }
    if (!record.remark.empty()) {
        std::memcpy(bytes.data() + sizeof header + kQuantities * plane_bytes, record.remark.data(),
                    record.remark.size());
    }
    return bytes;
}

TileRecord decode_tile_record(std::span<const std::byte> bytes) {
    Header header{};
    if (bytes.size() < sizeof header) throw Error(ErrorKind::input, "a journal record is too short");
    std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof header);
    TileRecord record{.tile = header.tile,
                      .registration = header.registration,
                      .rect = header.rect,
                      .values = {},
                      .remark = {}};
    const std::size_t cells = record.rect.cells();
    const std::size_t numbers_end = sizeof header + kQuantities * cells * sizeof(float);
    if (bytes.size() != numbers_end + header.remark_bytes) {
        throw Error(ErrorKind::input, "a journal record has the wrong length");
    }
    const std::span<const std::byte> remark = bytes.subspan(numbers_end);
    record.remark.assign(reinterpret_cast<const char*>(remark.data()), remark.size());
    for (std::size_t q = 0; q < kQuantities; ++q) {
        record.values[q].resize(cells);
        if (cells == 0) continue;
        std::memcpy(record.values[q].data(), bytes.data() + sizeof header + q * cells * sizeof(float),
                    cells * sizeof(float));
    }
    return record;
}

}  // namespace waferglow
