// SPDX-License-Identifier: GPL-3.0-or-later
// Long work beside the window: one worker thread, answers delivered on the window's thread, progress, cancel.
#pragma once

#include "app/station/trouble.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace waferglow::gui {

/// Runs a function later on the window's thread, in the order of the calls. Callable from any thread.
using Poster = std::function<void(std::function<void()>)>;

class TaskRunner;

/// What a task may ask and tell while it runs. Used by the worker thread, and by those that help it
/// meanwhile.
class TaskContext {
  public:
    /// `share` done, 0 to 1; below 0: not known.
    void progress(double share) const;
    [[nodiscard]] std::stop_token stop() const { return stop_; }
    /// Throws Error(cancelled) where the task is no longer wanted.
    void check() const;

  private:
    friend class TaskRunner;
    TaskContext(const TaskRunner& runner, std::stop_token stop) : runner_(&runner), stop_(std::move(stop)) {}
    const TaskRunner* runner_;
    std::stop_token stop_;
};

/// Called on the window's thread with what a task found.
using Delivery = std::function<void()>;

struct Task {
    std::string key;   ///< a task submitted later with the same key replaces this one; empty: stands alone
    std::string name;  ///< for people, as the view shows it; empty: too short to be worth showing
    std::function<Delivery(const TaskContext&)> work;
    std::function<void(const station::Trouble&)> failed;  ///< on the window's thread; not after a cancel
};

/// What the window shows of the running task.
struct TaskState {
    bool busy = false;
    std::string name;
    double share = -1.0;
    std::string succeeded{};  ///< the task that has just done its work
};

/// One worker thread, so a runner also serves as the one place from which HDF5 is called. Methods belong to
/// the window's thread. Destruction cancels and waits; nothing is delivered after it.
class TaskRunner {
  public:
    /// `held`: locked while a task runs; none: nothing is.
    explicit TaskRunner(Poster post, std::mutex* held = nullptr);
    ~TaskRunner();
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    void submit(Task task);
    /// Drops all tasks that wait and asks the running one to stop.
    void cancel_all();
    /// Told whenever the state changes, on the window's thread.
    void set_listener(std::function<void(const TaskState&)> listener);
    [[nodiscard]] bool busy() const;

  private:
    friend class TaskContext;
    void run(const std::stop_token& end);
    void run_one(Task task, const std::stop_token& stop);
    void tell(TaskState state) const;
    void post(std::function<void()> call) const;

    Poster post_;
    std::mutex* held_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // read and written on the window's thread
    std::function<void(const TaskState&)> listener_;              // window's thread
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Task> waiting_;       // guarded by mutex_
    std::stop_source running_stop_;  // guarded by mutex_
    std::string running_key_;        // guarded by mutex_
    bool running_ = false;           // guarded by mutex_
    std::string running_name_;       // worker's own
    std::jthread worker_;            // last: it uses all of the above
};

}  // namespace waferglow::gui
