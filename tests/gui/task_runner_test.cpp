// SPDX-License-Identifier: GPL-3.0-or-later
// Work beside the window: delivered in order, replaced, cancelled, and never heard after the end.
#include "app/gui/presenters/desk/task_runner.h"

#include "libinspect/base/error.h"

#include <condition_variable>
#include <future>
#include <mutex>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;

namespace {

/// The window's thread: runs what is posted when the test says so.
class Window {
  public:
    Poster poster() {
        return [this](std::function<void()> call) {
            const std::lock_guard lock(mutex_);
            calls_.push_back(std::move(call));
            arrived_.notify_all();
        };
    }
    /// Runs calls until `done`.
    template <class Done>
    void run_until(const Done& done) {
        while (!done()) {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return !calls_.empty(); });
            const auto call = std::move(calls_.front());
            calls_.erase(calls_.begin());
            lock.unlock();
            call();
        }
    }
    void run_all() {
        for (const auto& call : std::exchange(calls_, {})) call();
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::function<void()>> calls_;
};

Task answer(std::string key, std::vector<int>& answers, int number) {
    return {.key = std::move(key),
            .name = {},
            .work = [&answers, number](const TaskContext&) -> Delivery {
                return [&answers, number] { answers.push_back(number); };
            },
            .failed = {}};
}

}  // namespace

TEST_CASE("answers come in the order of the tasks", "[gui]") {
    Window window;
    std::vector<int> answers;
    TaskRunner runner(window.poster());
    for (int i = 0; i < 5; ++i) runner.submit(answer("", answers, i));
    window.run_until([&] { return answers.size() == 5; });
    CHECK(answers == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("of tasks with one key only the last is heard", "[gui]") {
    Window window;
    std::vector<int> answers;
    TaskRunner runner(window.poster());
    std::promise<void> gate;
    const std::shared_future<void> opened = gate.get_future().share();
    runner.submit({.key = "k",
                   .name = {},
                   .work = [&answers, opened](const TaskContext&) -> Delivery {
                       opened.wait();
                       return [&answers] { answers.push_back(-1); };
                   },
                   .failed = {}});
    for (int i = 0; i < 4; ++i) runner.submit(answer("k", answers, i));
    runner.submit(answer("", answers, 9));
    gate.set_value();
    window.run_until([&] { return !answers.empty() && answers.back() == 9; });
    CHECK(answers == std::vector<int>{3, 9});
}

TEST_CASE("an error arrives as one sentence", "[gui]") {
    Window window;
    std::string message;
    TaskRunner runner(window.poster());
    runner.submit(
        {.key = {},
         .name = {},
         .work = [](const TaskContext&) -> Delivery { throw Error(ErrorKind::input, "w.h5: no HDF5 file"); },
         .failed = [&](const station::Trouble& trouble) { message = trouble.text; }});
    window.run_until([&] { return !message.empty(); });
    CHECK(message == "w.h5: no HDF5 file");
}

TEST_CASE("a task that is cancelled ends and is not heard", "[gui]") {
    Window window;
    std::vector<int> answers;
    bool failed = false;
    TaskRunner runner(window.poster());
    std::promise<void> started;
    runner.submit({.key = {},
                   .name = {},
                   .work = [&](const TaskContext& context) -> Delivery {
                       started.set_value();
                       std::mutex mutex;
                       std::condition_variable_any wake;
                       std::unique_lock lock(mutex);
                       wake.wait(lock, context.stop(), [] { return false; });
                       context.check();
                       return [&answers] { answers.push_back(1); };
                   },
                   .failed = [&](const station::Trouble&) { failed = true; }});
    started.get_future().wait();
    runner.cancel_all();
    runner.submit(answer("", answers, 2));
    window.run_until([&] { return !answers.empty(); });
    CHECK(answers == std::vector<int>{2});
    CHECK_FALSE(failed);
}

TEST_CASE("nothing is heard after the runner's end", "[gui]") {
    Window window;
    std::vector<int> answers;
    {
        TaskRunner runner(window.poster());
        std::promise<void> done;
        runner.submit({.key = {},
                       .name = {},
                       .work = [&](const TaskContext&) -> Delivery {
                           done.set_value();
                           return [&answers] { answers.push_back(1); };
                       },
                       .failed = {}});
        done.get_future().wait();
    }
    window.run_all();
    CHECK(answers.empty());
}

TEST_CASE("the window is told what runs, how far it is, and that it ended", "[gui]") {
    Window window;
    std::vector<TaskState> states;
    TaskRunner runner(window.poster());
    runner.set_listener([&](const TaskState& state) { states.push_back(state); });
    runner.submit({.key = {},
                   .name = "Reading",
                   .work = [](const TaskContext& context) -> Delivery {
                       context.progress(0.5);
                       return {};
                   },
                   .failed = {}});
    window.run_until([&] { return states.size() == 3; });
    CHECK(states[0].name == "Reading");
    CHECK(states[1].share == 0.5);
    CHECK_FALSE(states[2].busy);
}
