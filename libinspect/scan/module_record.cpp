// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/module_record.h"

#include "libinspect/base/error.h"

#include <cstring>
#include <type_traits>

namespace waferglow {
namespace {

/// Layout number of the records: counted up where what they hold changes.
constexpr std::uint32_t kModuleRecordMark = 0x4D4C0001U;

/// The fixed part; light, sigma and state of the sites and the remark follow.
struct ModuleRecordHeader {
    std::uint32_t mark;
    std::uint32_t remark_bytes;
    std::uint64_t tile;
    std::uint64_t sites;
    std::int32_t first_row, first_col, rows, cols;
    double shift_x_px, shift_y_px, shift_sigma_px, residual;
    std::int64_t saturated_px;
    std::uint64_t source;
};
static_assert(std::is_trivially_copyable_v<ModuleRecordHeader>);
static_assert(sizeof(module::LightState) == 1);
constexpr std::size_t kBytesOfSite = 2 * sizeof(float) + sizeof(module::LightState);

}  // namespace

std::vector<std::byte> encode_tile_light(const module::TileLight& light) {
    ModuleRecordHeader header{};
    header.mark = kModuleRecordMark;
    header.remark_bytes = static_cast<std::uint32_t>(light.left_out.size());
    header.tile = light.tile;
    header.sites = light.light.size();
    header.first_row = light.first_row;
    header.first_col = light.first_col;
    header.rows = light.rows;
    header.cols = light.cols;
    header.shift_x_px = light.shift_x_px;
    header.shift_y_px = light.shift_y_px;
    header.shift_sigma_px = light.shift_sigma_px;
    header.residual = light.residual;
    header.saturated_px = light.saturated_px;
    header.source = static_cast<std::uint64_t>(light.source);
    std::vector<std::byte> bytes(sizeof header + header.sites * kBytesOfSite + header.remark_bytes);
    std::byte* to = bytes.data();
    const auto put = [&to](const void* from, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        to += size;
    };
    put(&header, sizeof header);
    put(light.light.data(), light.light.size() * sizeof(float));
    put(light.sigma.data(), light.sigma.size() * sizeof(float));
    put(light.state.data(), light.state.size());
    put(light.left_out.data(), light.left_out.size());
    return bytes;
}

module::TileLight decode_tile_light(std::span<const std::byte> bytes) {
    ModuleRecordHeader header{};
    if (bytes.size() < sizeof header) throw Error(ErrorKind::input, "a journal record is too short");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.mark != kModuleRecordMark)
        throw Error(ErrorKind::input,
                    "a journal record is of another version of the program; start anew (--force)");
    if (header.sites > bytes.size() || header.source > 1 ||
        bytes.size() != sizeof header + header.sites * kBytesOfSite + header.remark_bytes)
        throw Error(ErrorKind::input, "a journal record has the wrong length");
    module::TileLight light;
    light.tile = header.tile;
    light.first_row = header.first_row;
    light.first_col = header.first_col;
    light.rows = header.rows;
    light.cols = header.cols;
    light.shift_x_px = header.shift_x_px;
    light.shift_y_px = header.shift_y_px;
    light.shift_sigma_px = header.shift_sigma_px;
    light.residual = header.residual;
    light.saturated_px = header.saturated_px;
    light.source = static_cast<module::ShiftSource>(header.source);
    const std::byte* from = bytes.data() + sizeof header;
    const auto get = [&from](void* to, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        from += size;
    };
    light.light.resize(header.sites);
    light.sigma.resize(header.sites);
    light.state.resize(header.sites);
    light.left_out.resize(header.remark_bytes);
    get(light.light.data(), header.sites * sizeof(float));
    get(light.sigma.data(), header.sites * sizeof(float));
    get(light.state.data(), header.sites);
    get(light.left_out.data(), header.remark_bytes);
    return light;
}

}  // namespace waferglow
