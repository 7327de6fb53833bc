// SPDX-License-Identifier: GPL-3.0-or-later
// Gives the precompiled Catch header a file to be compiled with: catch_main.cpp can't take it.
