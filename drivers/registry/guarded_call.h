// SPDX-License-Identifier: GPL-3.0-or-later
// What all guarded devices do around each command.
#pragma once

#include "drivers/registry/guarded.h"
#include "libinspect/base/error.h"

#include <atomic>
#include <exception>
#include <string>
#include <utility>

namespace waferglow::drivers {

/// A device of any kind with a guard. Threads as the device's own.
template <class DeviceType>
class Guarded : public DeviceType {
  public:
    Guarded(std::unique_ptr<DeviceType> device, Guard guard)
        : device_(std::move(device)), guard_(std::move(guard)) {}
    ~Guarded() override { device_->make_safe(); }

    [[nodiscard]] Identity identity() const override {
        return recall("who are you", [&] { return device_->identity(); });
    }
    void make_safe() noexcept override { device_->make_safe(); }
    void reconnect() override {
        call("connect anew", [&] { device_->reconnect(); });
        tell({.event = DeviceEvent::reconnected, .message = "connected anew"});
    }

  protected:
    /// `blocks`: the command takes as long as it takes, so it is never slow.
    template <class Body>
    auto call(const char* command, Body&& body, bool blocks = false) const {
        using Time = std::chrono::steady_clock;
        struct Watch {
            const Guarded& self;
            const char* command;
            bool blocks;
            Time::time_point begin = Time::now();
            ~Watch() {
                const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Time::now() - begin);
                if (blocks || took <= self.guard_.slow) return;
                self.tell(
                    {.event = DeviceEvent::slow,
                     .message = std::string(command) + ": took " + std::to_string(took.count()) + " ms"});
            }
        } watch{*this, command, blocks};
        return recall(command, [&] {
            const Answered answered{*this};
            return body();
        });
    }
    /// What the driver knows without asking the device, which therefore says nothing of how the device fares.
    template <class Body>
    auto recall(const char* command, Body&& body) const {
        try {
            return body();
        } catch (const Error& error) {
            fail(command, error.kind(), error);
        } catch (const std::exception& error) {
            fail(command, ErrorKind::device, error);
        }
    }
    [[nodiscard]] DeviceType& device() const { return *device_; }

    void tell(DeviceNotice notice) const {
        notice.label = guard_.label;
        if (guard_.log) guard_.log(notice);
    }
    /// Tells of a state only when it changes; `known` is how it was.
    void watch(std::atomic<bool>& known, bool is, DeviceFault fault, const char* message) const {
        if (known.exchange(is) == is) return;
        tell({.event = is ? DeviceEvent::fault : DeviceEvent::over, .fault = fault, .message = message});
    }

  private:
    /// A command that went well ends a fault of an earlier one.
    struct Answered {
        const Guarded& self;
        int exceptions = std::uncaught_exceptions();
        ~Answered() {
            if (std::uncaught_exceptions() > exceptions) return;
            self.watch(self.failing_, false, DeviceFault::command_failed, "it answers again");
        }
    };

    /// A refusal of what was asked wrongly, or a stop, is no fault of the device.
    [[noreturn]] void fail(const char* command, ErrorKind kind, const std::exception& error) const {
        if (kind == ErrorKind::device) {
            failing_ = true;
            tell({.event = DeviceEvent::fault,
                  .fault = DeviceFault::command_failed,
                  .message = std::string(command) + ": " + full_message(error)});
        }
        std::throw_with_nested(Error(kind, guard_.label + ": " + command));
    }

    std::unique_ptr<DeviceType> device_;
    Guard guard_;
    mutable std::atomic<bool> failing_ = false;
};

}  // namespace waferglow::drivers
