// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing the features of a camera by Aravis, with its errors as ours.
#pragma once

#include "drivers/aravis/feature_names.h"
#include "libinspect/base/error.h"

#include <memory>
#include <string>
#include <vector>

#include <arv.h>

namespace waferglow::drivers {

struct GObjectDeleter {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using GObject = std::unique_ptr<T, GObjectDeleter>;

/// Collects the GError of one call; `check` throws it as Error(device) "aravis camera <name>: '<command>':
/// ...".
class AravisCall {
  public:
    AravisCall(std::string camera, std::string command)
        : camera_(std::move(camera)), command_(std::move(command)) {}
    ~AravisCall() { g_clear_error(&error_); }
    AravisCall(const AravisCall&) = delete;
    AravisCall& operator=(const AravisCall&) = delete;
    operator GError**() { return &error_; }
    void check() const;
    [[nodiscard]] bool failed() const { return error_ != nullptr; }

  private:
    std::string camera_;
    std::string command_;
    GError* error_ = nullptr;
};

[[nodiscard]] Error camera_error(const std::string& camera, const std::string& command,
                                 const std::string& what);

struct FeatureBounds {
    double min = 0.0;
    double max = 0.0;
};

/// A camera's features by name. Thread-safe as far as Aravis is: single register accesses are. Every call
/// throws Error(device) where the camera does not answer.
class GenicamFeatures {
  public:
    GenicamFeatures(ArvCamera* camera, std::string name) : camera_(camera), name_(std::move(name)) {}

    [[nodiscard]] bool has(const char* feature) const;
    [[nodiscard]] std::string text(const char* feature) const;  ///< empty where the camera lacks it
    [[nodiscard]] double number(const CameraFeature& feature) const;
    void set_number(const CameraFeature& feature, double value) const;
    /// Sets an enumeration to "Off" where the camera has it. Throws where it stays anything else.
    void switch_off(const char* feature) const;
    [[nodiscard]] FeatureBounds bounds(const CameraFeature& feature) const;
    [[nodiscard]] std::string unit(
        const CameraFeature& feature) const;                       ///< as the camera's description names it
    [[nodiscard]] std::vector<std::string> pixel_formats() const;  ///< that we can unpack

  private:
    ArvCamera* camera_;
    std::string name_;
};

}  // namespace waferglow::drivers
