// SPDX-License-Identifier: GPL-3.0-or-later
// The calibrations of a wafer file, written and read.
#include "libinspect/store/internal/hdf5_links.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <limits>
#include <span>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

bool is_image(const StoredArray& array) {
    return array.shape.matrix && array.type == element_type<std::uint16_t>();
}

std::uint16_t pixel_attribute(hid_t values, const char* name) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(integer_attribute(values, name), 0,
                                                               std::numeric_limits<std::uint16_t>::max()));
}

CalibrationImage describe_image(const StoredArray& array) {
    constexpr std::size_t kMaxSide = std::size_t{1} << 20U;
    if (array.shape.rows > kMaxSide || array.shape.cols > kMaxSide)
        throw Error(ErrorKind::input,
                    fmt::format("{}: claims an image of {} x {} pixels", describe(array.dataset.get()),
                                array.shape.cols, array.shape.rows));
    const hid_t values = array.dataset.get();
    return {.width_px = static_cast<std::int32_t>(array.shape.cols),
            .height_px = static_cast<std::int32_t>(array.shape.rows),
            .min_dn = pixel_attribute(values, "minimum"),
            .max_dn = pixel_attribute(values, "maximum"),
            .mean_dn = number_attribute(values, "mean")};
}

Dataset write_image(hid_t group, const ArrayWriter& arrays, const CalibrationImage& image) {
    const Image::Pixels& pixels = image.pixels.pixels();
    Dataset values = arrays.write(
        group, "values",
        rows_view(std::span<const std::uint16_t>(pixels), static_cast<std::size_t>(image.height_px),
                  static_cast<std::size_t>(image.width_px)));
    put_attribute(values.get(), "interpretation", "image");
    put_attribute(values.get(), "minimum", std::int64_t{image.min_dn});
    put_attribute(values.get(), "maximum", std::int64_t{image.max_dn});
    put_attribute(values.get(), "mean", image.mean_dn);
    return values;
}

// A group with one of the parts of a calibration is one; where others of them are missing it is damaged.
bool is_calibration(hid_t calibrations, const std::string& name) {
    if (!leads_somewhere(calibrations, name)) return read_link(calibrations, name).kind == Link::Kind::hard;
    const Object object(H5Oopen(calibrations, name.c_str(), H5P_DEFAULT));
    if (!object) return true;
    return H5Iget_type(object.get()) == H5I_GROUP &&
           (has(object.get(), "source") || has(object.get(), "digest"));
}

}  // namespace

void write_calibration(hid_t entry, const ArrayWriter& arrays, const WaferFile& file) {
    const Group group = make_group(entry, "calibration", "NXcollection");
    for (const CalibrationEntry& calibration : file.calibration) {
        const Group one = make_group(group.get(), calibration.name, "NXcollection");
        put_text(one.get(), "source", calibration.source);
        put_text(one.get(), "digest", calibration.digest);
        const Dataset values =
            calibration.image ? write_image(one.get(), arrays, *calibration.image)
                              : arrays.write(one.get(), "values", vector_view(std::span(calibration.values)));
        put_attribute(values.get(), "units", calibration.unit);
    }
}

std::vector<CalibrationEntry> read_calibration(hid_t entry, std::vector<PassedOver>& passed_over) {
    std::vector<CalibrationEntry> calibrations;
    const Group group = open_group(entry, "calibration");
    for (const std::string& name : members(group.get())) {
        if (!is_calibration(group.get(), name)) {
            passed_over.push_back({"/entry/calibration/" + name, "is no calibration"});
            continue;
        }
        const Group one = open_group(group.get(), name);
        CalibrationEntry& calibration = calibrations.emplace_back();
        calibration.name = name;
        calibration.source = get_text(one.get(), "source");
        calibration.digest = get_text(one.get(), "digest");
        const StoredArray values = open_array(one.get(), "values");
        calibration.unit = text_attribute(values.dataset.get(), "units");
        if (is_image(values))
            calibration.image = describe_image(values);
        else
            calibration.values = get_vector<double>(one.get(), "values");
    }
    return calibrations;
}

void read_calibration_images(hid_t entry, std::vector<CalibrationEntry>& calibrations) {
    for (CalibrationEntry& calibration : calibrations) {
        if (!calibration.image) continue;
        const Group one = open_group(entry, "calibration/" + calibration.name);
        const StoredArray values = open_array(one.get(), "values");
        require_plausible(values);
        Image& pixels = calibration.image->pixels;
        pixels.resize(calibration.image->width_px, calibration.image->height_px);
        read_array(values, element_type<std::uint16_t>(), std::as_writable_bytes(std::span(pixels.pixels())));
    }
}

}  // namespace waferglow::hdf5
