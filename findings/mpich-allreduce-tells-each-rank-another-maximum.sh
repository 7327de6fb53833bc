#!/usr/bin/env bash
# MPICH's MPI_Allreduce tells each rank another maximum when one rank brings NaN in.
#
# Library:   libmpich12 4.0.2 of Debian 12 with its mpiexec.hydra, 4 ranks
# Expected:  MPI_Allreduce gives all ranks the same result, be it NaN or the largest of the numbers, so that all take the
#            same scale for their tiles, or leave a loop at the same time
# Behaviour: the maximum of a number and NaN is that of the two that comes last, and each rank joins them in its own order.
#            One rank has NaN, others the maximum or less than that. MPI_MIN alike. No error.
# Seen:      1, 2, NaN, 4: rank 0 4, rank 1 NaN, rank 2 4, rank 3 2; 1, 2, 3, NaN: NaN, 3, 2, 3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=4.0.2-3+b1
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "mpich=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "mpich" { print $2 }')
apt-get download -q "mpich=$version" "libmpich12=$version" "libmpich-dev=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries"
cat > check.c <<'C'
#include <math.h>
#include <mpi.h>
#include <stdio.h>

int main(int count, char** arguments) {
    MPI_Init(&count, &arguments);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int dark = 2; dark < 4; ++dark) {
        const double mine = rank == dark ? NAN : rank + 1.0;
        double largest, of_all[4];
        MPI_Allreduce(&mine, &largest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
        MPI_Gather(&largest, 1, MPI_DOUBLE, of_all, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
        if (rank == 0) printf("%g %g %g %g\n", of_all[0], of_all[1], of_all[2], of_all[3]);
    }
    MPI_Finalize();
    return 0;
}
C
gcc -I "$folder/tree/usr/include/x86_64-linux-gnu/mpich" check.c -L "$libraries" -lmpich -o check
echo "MPICH $(dpkg-deb -f libmpich12_*.deb Version)"
seen=$(timeout 60 "$folder/tree/usr/bin/mpiexec.hydra" -launcher fork -n 4 ./check)
printf 'maxima of ranks 0 to 3 with NaN at rank 2, and at rank 3:\n%s\n' "$seen"
if [ "$seen" != $'4 nan 4 2\nnan 3 2 3' ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
