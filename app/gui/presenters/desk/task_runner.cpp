// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/desk/task_runner.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace waferglow::gui {

void TaskContext::progress(double share) const {
    runner_->tell({.busy = true, .name = runner_->running_name_, .share = share});
}

void TaskContext::check() const {
    if (stop_.stop_requested()) throw Error(ErrorKind::cancelled, "cancelled");
}

TaskRunner::TaskRunner(Poster post, std::mutex* held)
    : post_(std::move(post)), held_(held), worker_([this](const std::stop_token& end) { run(end); }) {}

TaskRunner::~TaskRunner() {
    cancel_all();
    worker_.request_stop();
    worker_.join();
    *alive_ = false;
}

void TaskRunner::submit(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (!task.key.empty()) {
            std::erase_if(waiting_, [&](const Task& other) { return other.key == task.key; });
            if (running_ && running_key_ == task.key) running_stop_.request_stop();
        }
        waiting_.push_back(std::move(task));
    }
    wake_.notify_one();
}

void TaskRunner::cancel_all() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    running_stop_.request_stop();
}

void TaskRunner::set_listener(std::function<void(const TaskState&)> listener) {
    listener_ = std::move(listener);
}

bool TaskRunner::busy() const {
    const std::lock_guard lock(mutex_);
    return running_ || !waiting_.empty();
}

void TaskRunner::run(const std::stop_token& end) {
    for (;;) {
        Task task;
        std::stop_token stop;
        {
            std::unique_lock lock(mutex_);
            running_ = false;
            if (!wake_.wait(lock, end, [this] { return !waiting_.empty(); })) return;
            task = std::move(waiting_.front());
            waiting_.pop_front();
            running_ = true;
            running_key_ = task.key;
            running_stop_ = std::stop_source();
            stop = running_stop_.get_token();
        }
        run_one(std::move(task), stop);
    }
}

void TaskRunner::run_one(Task task, const std::stop_token& stop) {
    running_name_ = task.name;
    TaskState end;
    if (!task.name.empty()) tell({.busy = true, .name = task.name});
    try {
        std::unique_lock<std::mutex> lock;
        if (held_ != nullptr) lock = std::unique_lock(*held_);
        Delivery deliver = task.work(TaskContext(*this, stop));
        if (lock) lock.unlock();
        end.succeeded = task.name;
        if (deliver) {
            // A task that was replaced while its answer lay waiting must not be heard any more.
            post([deliver = std::move(deliver), stop] {
                if (!stop.stop_requested()) deliver();
            });
        }
    } catch (const std::exception& error) {
        if (!stop.stop_requested() && task.failed) {
            post([failed = std::move(task.failed), trouble = station::trouble_of(error, task.name)] {
                failed(trouble);
            });
        }
    }
    if (!task.name.empty()) tell(end);
}

void TaskRunner::tell(TaskState state) const {
    post([this, state = std::move(state)] {
        if (listener_) listener_(state);
    });
}

void TaskRunner::post(std::function<void()> call) const {
    post_([alive = alive_, call = std::move(call)] {
        if (*alive) call();
    });
}

}  // namespace waferglow::gui
