// SPDX-License-Identifier: GPL-3.0-or-later
// Which names cameras in the field have.
#include "drivers/aravis/feature_names.h"

#include <set>

#include <catch2/catch.hpp>

using namespace waferglow::drivers;

namespace {

HasFeature having(const std::set<std::string>& names) {
    return [names](const char* name) { return names.contains(name); };
}

}  // namespace

TEST_CASE("exposure goes by whatever name the camera has") {
    CHECK(exposure_feature(having({"ExposureTime"})) == CameraFeature{"ExposureTime", false});
    CHECK(exposure_feature(having({"ExposureTimeAbs"})) == CameraFeature{"ExposureTimeAbs", false});
    CHECK(exposure_feature(having({"ExposureTimeRaw"})) == CameraFeature{"ExposureTimeRaw", true});
    CHECK_FALSE(exposure_feature(having({})));
}

TEST_CASE("of several names the standard's own wins") {
    CHECK(exposure_feature(having({"ExposureTimeRaw", "ExposureTimeAbs", "ExposureTime"}))->name ==
          "ExposureTime");
    CHECK(gain_feature(having({"GainRaw", "Gain"}))->name == "Gain");
}

TEST_CASE("gain may be a float, an integer, or not there") {
    CHECK(gain_feature(having({"Gain"})) == CameraFeature{"Gain", false});
    CHECK(gain_feature(having({"GainRaw"})) == CameraFeature{"GainRaw", true});
    CHECK_FALSE(gain_feature(having({"ExposureTime"})));
}
