// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window/window_poster.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace waferglow::gui {
namespace {

/// Keeps the calls itself; Qt's events only say that there is one. So the order between threads is that of
/// this lock, which ThreadSanitizer sees, and not of one inside of Qt.
class Mailbox : public QObject {
  public:
    void post(std::function<void()> call) {
        {
            const std::lock_guard lock(mutex_);
            calls_.push_back(std::move(call));
        }
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }

  protected:
    void customEvent(QEvent*) override {
        std::function<void()> call;
        {
            const std::lock_guard lock(mutex_);
            call = std::move(calls_.front());
            calls_.pop_front();
        }
        call();
    }

  private:
    std::mutex mutex_;
    std::deque<std::function<void()>> calls_;  // guarded by mutex_
};

}  // namespace

Poster window_poster() {
    return [mailbox = std::make_shared<Mailbox>()](std::function<void()> call) {
        mailbox->post(std::move(call));
    };
}

}  // namespace waferglow::gui
