// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/tile_record.h"

#include "libinspect/appearance/tile_look_bytes.h"
#include "libinspect/base/error.h"

#include <cstring>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// What a record begins with; no number of a tile, with which records began before they had a schema.
constexpr std::uint32_t kMark = 0xE5D17C0DU;

/// The fixed part of a record; TileRegistration and FrameLook are plain numbers. Planes of values, spare
/// dies, their values, the remark and the look at appearance (tile_look_bytes.h) follow.
struct Header {
    std::uint32_t mark;
    std::uint32_t schema;
    std::uint32_t tile;
    DieRect rect;
    std::uint32_t planes;
    std::uint32_t spares;
    std::uint32_t remark_bytes;
    std::uint64_t appearance_bytes;  // 0: there is none
    FrameLook look;
    OutlineLight outline;
    TileBlur blur;
    TileRegistration registration;
};
static_assert(std::is_trivially_copyable_v<Header>);
static_assert(std::is_trivially_copyable_v<DieIndex>);

std::size_t bytes_of(const Header& header) {
    const std::size_t values = (header.rect.cells() + header.spares) * header.planes;
    return sizeof header + values * sizeof(float) + header.spares * sizeof(DieIndex) + header.remark_bytes +
           header.appearance_bytes;
}

Header read_header(std::span<const std::byte> bytes) {
    Header header{};
    constexpr std::size_t kMarked = sizeof header.mark + sizeof header.schema;
    if (bytes.size() < kMarked) throw Error(ErrorKind::input, "a journal record is too short");
    std::memcpy(static_cast<void*>(&header), bytes.data(), kMarked);
    const std::uint32_t schema = header.mark == kMark ? header.schema : 0;
    if (schema != kTileRecordSchema) {
        throw Error(ErrorKind::input,
                    fmt::format("its records have layout {}, this program knows layout {}; resume with the "
                                "version of the program that wrote it, or start anew (--force)",
                                schema, kTileRecordSchema));
    }
    if (bytes.size() < sizeof header) throw Error(ErrorKind::input, "a journal record is too short");
    std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof header);
    // Every part has at least a byte for each that it counts: sums of the sizes can't overflow.
    const std::size_t most = bytes.size();
    if (header.appearance_bytes > most || header.planes > most || header.spares > most ||
        header.rect.cells() > most || bytes.size() != bytes_of(header)) {
        throw Error(ErrorKind::input, "a journal record has the wrong length");
    }
    return header;
}

}  // namespace

void SpareDies::reset(std::size_t planes) {
    dies_.clear();
    values_.clear();
    planes_ = planes;
}

void SpareDies::add(DieIndex die, std::span<const std::vector<float>> planes, std::size_t at) {
    dies_.push_back(die);
    for (const std::vector<float>& plane : planes) values_.push_back(plane[at]);
}

void SpareDies::assign(std::vector<DieIndex> dies, std::vector<float> values, std::size_t planes) {
    dies_ = std::move(dies);
    values_ = std::move(values);
    planes_ = planes;
}

std::vector<std::byte> encode_tile_record(const TileRecord& record) {
    Header header{};
    header.mark = kMark;
    header.schema = kTileRecordSchema;
    header.tile = record.tile;
    header.rect = record.rect;
    header.planes = static_cast<std::uint32_t>(record.values.size());
    header.spares = static_cast<std::uint32_t>(record.spares.size());
    header.remark_bytes = static_cast<std::uint32_t>(record.remark.size());
    std::vector<std::byte> appearance;
    if (record.appearance) appearance = encode_tile_look(*record.appearance);
    header.appearance_bytes = appearance.size();
    header.look = record.look;
    header.outline = record.outline;
    header.blur = record.blur;
    header.registration = record.registration;
    std::vector<std::byte> bytes(bytes_of(header));
    std::byte* to = bytes.data();
    const auto put = [&to](const void* from, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        to += size;
    };
    put(&header, sizeof header);
    for (const std::vector<float>& plane : record.values)
        put(plane.data(), record.rect.cells() * sizeof(float));
    put(record.spares.dies().data(), record.spares.dies().size_bytes());
    put(record.spares.values().data(), record.spares.values().size_bytes());
    put(record.remark.data(), record.remark.size());
    put(appearance.data(), appearance.size());
    return bytes;
}

TileRecord decode_tile_record(std::span<const std::byte> bytes) {
    const Header header = read_header(bytes);
    TileRecord record;
    record.tile = header.tile;
    record.look = header.look;
    record.outline = header.outline;
    record.blur = header.blur;
    record.registration = header.registration;
    record.rect = header.rect;
    const std::byte* from = bytes.data() + sizeof header;
    const auto get = [&from](void* to, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        from += size;
    };
    record.values.resize(header.planes);
    for (std::vector<float>& plane : record.values) {
        plane.resize(record.rect.cells());
        get(plane.data(), plane.size() * sizeof(float));
    }
    std::vector<DieIndex> dies(header.spares);
    std::vector<float> values(std::size_t{header.spares} * header.planes);
    get(dies.data(), dies.size() * sizeof(DieIndex));
    get(values.data(), values.size() * sizeof(float));
    record.spares.assign(std::move(dies), std::move(values), header.planes);
    record.remark.resize(header.remark_bytes);
    get(record.remark.data(), header.remark_bytes);
    if (header.appearance_bytes > 0)
        record.appearance =
            appearance::decode_tile_look({from, static_cast<std::size_t>(header.appearance_bytes)});
    return record;
}

}  // namespace waferglow
