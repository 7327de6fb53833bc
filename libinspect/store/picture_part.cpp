// SPDX-License-Identifier: GPL-3.0-or-later
// /entry/appearance/pictures: the dies that have pictures, and a stack of pictures for each channel.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/wafer_layout.h"
#include "libinspect/store/picture_reader.h"

#include <fmt/format.h>

namespace waferglow {

using appearance::ChannelPictures;
using appearance::DiePictures;

namespace hdf5 {
namespace {

void write_channel(hid_t parent, const ArrayWriter& arrays, const DiePictures& pictures,
                   const ChannelPictures& channel) {
    const Group group = make_group(parent, channel.channel, "NXdata");
    put_attribute(group.get(), "signal", "data");
    put_attribute(group.get(), "interpretation", "image");
    const Dataset data = arrays.write(
        group.get(), "data",
        pictures_view(std::span<const std::uint16_t>(channel.pixels),
                      static_cast<std::size_t>(pictures.height), static_cast<std::size_t>(pictures.width)));
    put_attribute(data.get(), "interpretation", "image");
    put_attribute(data.get(), "units", "DN");
    put_attribute(data.get(), "long_name", "corrected light = data * scale_factor + add_offset");
    put_attribute(data.get(), "scale_factor", 1.0);
    put_attribute(data.get(), "add_offset", static_cast<double>(appearance::kPictureOffset_dn));
    put_attribute(data.get(), "missing_value", std::int64_t{appearance::kNoPicturePixel});
    put_number(group.get(), "level", channel.level_dn, "DN");
    const TableWriter table(arrays, group.get());
    table.column<float>("center_x", channel.center_x_px, "px", "of the die in its picture, right");
    table.column<float>("center_y", channel.center_y_px, "px", "of the die in its picture, down");
    table.column<std::int32_t>("tile", channel.tile);
}

ChannelPictures read_channel(hid_t parent, const std::string& name, const DiePictures& pictures) {
    const Group group = open_group(parent, name);
    ChannelPictures channel;
    channel.channel = name;
    channel.level_dn = get_number(group.get(), "level");
    const ArrayShape shape = open_array(group.get(), "data").shape;
    if (shape.rows != pictures.size() || shape.cols != pictures.pixels_each() ||
        shape.picture_rows != static_cast<std::size_t>(pictures.height))
        throw Error(ErrorKind::input,
                    fmt::format("{}: 'data' is not {} pictures of {} x {} pixels", describe(group.get()),
                                pictures.size(), pictures.height, pictures.width));
    channel.pixels = get_vector<std::uint16_t>(group.get(), "data");
    TableReader table(group.get());
    channel.center_x_px = table.column<float>("center_x");
    channel.center_y_px = table.column<float>("center_y");
    channel.tile = table.column<std::int32_t>("tile");
    if (channel.tile.size() != pictures.size())
        throw Error(ErrorKind::input,
                    fmt::format("{}: tells of {} pictures, and there are {}", describe(group.get()),
                                channel.tile.size(), pictures.size()));
    return channel;
}

}  // namespace

void write_pictures(hid_t appearance, const ArrayWriter& arrays, const DiePictures& pictures,
                    const DieGrid& grid) {
    const Group group = make_group(appearance, kPictures, "NXcollection");
    const Group dies = make_group(group.get(), "dies", "NXcollection");
    const TableWriter table(arrays, dies.get());
    table.column<std::int32_t>("row", pictures.row);
    table.column<std::int32_t>("col", pictures.col);
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const WaferPoint at = grid.center({pictures.row[i], pictures.col[i]});
        x.push_back(at.x);
        y.push_back(at.y);
    }
    table.column<double>("x", x, "um", "of the die's centre on the wafer");
    table.column<double>("y", y, "um", "of the die's centre on the wafer");
    table.column<float>("sigma", pictures.sigma, {}, "of the strongest finding");
    put_integer(group.get(), "width", pictures.width);
    put_integer(group.get(), "height", pictures.height);
    put_number(group.get(), "pixel_size", pictures.pixel_um, "um");
    const Group channels = make_group(group.get(), "channels", "NXcollection");
    for (const ChannelPictures& channel : pictures.channels)
        write_channel(channels.get(), arrays, pictures, channel);
}

}  // namespace hdf5

std::optional<DiePictures> read_die_pictures(const std::filesystem::path& path) {
    using namespace hdf5;
    const OpenedFile opened(path);
    const hid_t entry = opened.entry.get();
    if (!has(entry, kAppearance)) return std::nullopt;
    const Group all = open_group(entry, kAppearance);
    if (!has(all.get(), kPictures)) return std::nullopt;
    const DieGrid grid = read_wafer(entry).grid();
    const Group group = open_group(all.get(), kPictures);
    DiePictures pictures;
    constexpr std::int64_t kMostPixels = 4096;
    const auto side = [&](const char* name) {
        const std::int64_t px = get_integer(group.get(), name);
        if (px < 1 || px > kMostPixels)
            throw Error(ErrorKind::input,
                        fmt::format("{}: '{}' is {}, out of range", describe(group.get()), name, px));
        return static_cast<int>(px);
    };
    pictures.width = side("width");
    pictures.height = side("height");
    pictures.pixel_um = get_number(group.get(), "pixel_size");
    const Group dies = open_group(group.get(), "dies");
    TableReader table(dies.get());
    pictures.row = table.column<std::int32_t>("row");
    pictures.col = table.column<std::int32_t>("col");
    pictures.sigma = table.column<float>("sigma");
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (!grid.contains({pictures.row[i], pictures.col[i]}))
            throw Error(ErrorKind::input,
                        fmt::format("{}: a picture is of die (row {}, col {}), which the grid doesn't have",
                                    describe(group.get()), pictures.row[i], pictures.col[i]));
    }
    const Group channels = open_group(group.get(), "channels");
    for (const std::string& name : members(channels.get()))
        pictures.channels.push_back(read_channel(channels.get(), name, pictures));
    return pictures;
}

}  // namespace waferglow
