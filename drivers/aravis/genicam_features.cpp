// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/genicam_features.h"

#include "drivers/aravis/unpack_pixels.h"

#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace waferglow::drivers {

Error camera_error(const std::string& camera, const std::string& command, const std::string& what) {
    return Error(ErrorKind::device, fmt::format("aravis camera {}: '{}': {}", camera, command, what));
}

void AravisCall::check() const {
    if (error_ != nullptr) throw camera_error(camera_, command_, error_->message);
}

bool GenicamFeatures::has(const char* feature) const {
    const AravisCall call(name_, feature);
    GError* error = nullptr;
    const bool available = arv_camera_is_feature_available(camera_, feature, &error) != 0;
    g_clear_error(&error);  // a feature that can't be asked is one we can't use
    return available;
}

std::string GenicamFeatures::text(const char* feature) const {
    if (!has(feature)) return {};
    AravisCall call(name_, feature);
    const char* value = arv_camera_get_string(camera_, feature, call);
    call.check();
    return value != nullptr ? value : "";
}

double GenicamFeatures::number(const CameraFeature& feature) const {
    AravisCall call(name_, feature.name);
    const double value =
        feature.integer ? static_cast<double>(arv_camera_get_integer(camera_, feature.name.c_str(), call))
                        : arv_camera_get_float(camera_, feature.name.c_str(), call);
    call.check();
    return value;
}

void GenicamFeatures::set_number(const CameraFeature& feature, double value) const {
    AravisCall call(name_, fmt::format("{} = {}", feature.name, value));
    if (feature.integer) {
        arv_camera_set_integer(camera_, feature.name.c_str(), std::llround(value), call);
    } else {
        arv_camera_set_float(camera_, feature.name.c_str(), value, call);
    }
    call.check();
}

void GenicamFeatures::switch_off(const char* feature) const {
    if (!has(feature)) return;
    AravisCall call(name_, fmt::format("{} = Off", feature));
    arv_camera_set_string(camera_, feature, "Off", call);
    if (!call.failed()) return;
    AravisCall ask(name_, feature);  // it may be one that can't be switched on either
    const char* value = arv_camera_get_string(camera_, feature, ask);
    if (ask.failed() || value == nullptr || std::string_view(value) != "Off") call.check();
}

FeatureBounds GenicamFeatures::bounds(const CameraFeature& feature) const {
    AravisCall call(name_, feature.name + " (limits)");
    FeatureBounds bounds;
    if (feature.integer) {
        gint64 min = 0;
        gint64 max = 0;
        arv_camera_get_integer_bounds(camera_, feature.name.c_str(), &min, &max, call);
        bounds = {static_cast<double>(min), static_cast<double>(max)};
    } else {
        arv_camera_get_float_bounds(camera_, feature.name.c_str(), &bounds.min, &bounds.max, call);
    }
    call.check();
    return bounds;
}

std::string GenicamFeatures::unit(const CameraFeature& feature) const {
    ArvGcNode* node = arv_device_get_feature(arv_camera_get_device(camera_), feature.name.c_str());
    if (node == nullptr || !ARV_IS_GC_FLOAT(node)) return {};
    const char* unit = arv_gc_float_get_unit(ARV_GC_FLOAT(node));
    return unit != nullptr ? unit : "";
}

std::vector<std::string> GenicamFeatures::pixel_formats() const {
    AravisCall call(name_, "PixelFormat (list)");
    guint count = 0;
    const char** names = arv_camera_dup_available_pixel_formats_as_strings(camera_, &count, call);
    const std::unique_ptr<const char*, void (*)(const char**)> owner(
        names, [](const char** list) { g_free(static_cast<void*>(list)); });
    call.check();
    std::vector<std::string> formats;
    for (guint i = 0; i < count; ++i) {
        if (packing_of(names[i])) formats.emplace_back(names[i]);
    }
    return formats;
}

}  // namespace waferglow::drivers
