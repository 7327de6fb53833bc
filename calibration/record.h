// SPDX-License-Identifier: GPL-3.0-or-later
// The result of one calibration: what was found, how well, with which devices, and how long it may be used.
#pragma once

#include "libinspect/geometry/image.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::calibration {

/// One number of a result, and the limits that it has to keep.
struct Value {
    std::string name;  ///< "gain"
    double value = 0.0;
    std::string unit;               ///< "e-/DN"; empty: a ratio or a count
    std::optional<double> least{};  ///< none: no limit
    std::optional<double> most{};

    /// NaN keeps no limit.
    [[nodiscard]] bool passed() const {
        return (!least || value >= *least) && (!most || value <= *most) && value == value;
    }
    friend bool operator==(const Value&, const Value&) = default;
};

/// Several numbers that belong together: coefficients, lowest power first unless said otherwise.
struct Numbers {
    std::string name;  ///< "polynomial"
    std::string unit;
    std::vector<double> values;
    friend bool operator==(const Numbers&, const Numbers&) = default;
};

/// Points to plot: measured against model, or what remains between them.
struct Series {
    std::string name;  ///< "residual"
    std::string x_name;
    std::string x_unit;
    std::string y_name;
    std::string y_unit;
    std::vector<double> x;
    std::vector<double> y;
    friend bool operator==(const Series&, const Series&) = default;
};

/// A text that tells how it was measured: "exposure_ms" = "5".
struct Condition {
    std::string name;
    std::string value;
    friend bool operator==(const Condition&, const Condition&) = default;
};

/// A device that the result holds for.
struct DeviceName {
    std::string role;      ///< "camera", "stage", "spectrometer", "light 'laser'"
    std::string identity;  ///< vendor, model and serial number; firmware may change
    friend bool operator==(const DeviceName&, const DeviceName&) = default;
};

struct RecordImage {
    std::string name;  ///< "mean"; its file is "<kind>-<name>.tif"
    Image image;       ///< DN
};

struct Record {
    std::string kind;         ///< "dark", "photon-transfer", ...
    std::string measured;     ///< ISO 8601, UTC: "2026-11-25T16:40:00Z"
    std::string valid_until;  ///< likewise
    std::vector<DeviceName> devices;
    std::vector<Condition> conditions;
    std::vector<Value> values;
    std::vector<Numbers> numbers;
    std::vector<Series> series;
    std::vector<RecordImage> images;
    std::string digest;  ///< SHA-256 of the file, once it is stored or read

    /// Every value keeps its limits.
    [[nodiscard]] bool passed() const;
    /// Each throws Error(input) that names kind and name where there is none.
    [[nodiscard]] double value(std::string_view name) const;
    [[nodiscard]] const std::vector<double>& numbers_of(std::string_view name) const;
    [[nodiscard]] const std::string& condition(std::string_view name) const;
    [[nodiscard]] const Image& image(std::string_view name) const;
};

}  // namespace waferglow::calibration
