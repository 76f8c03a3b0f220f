#!/usr/bin/env bash
# A PostgreSQL primary whose network is cut and comes back takes Patroni's leader lock from the one that replaced it: what was committed
# meanwhile, and confirmed by the synchronous standby, is gone.
#
# Versions: Patroni 3.0.2-1, etcd 3.4.23-4+b4, PostgreSQL 15.18-0+deb12u1 (all Debian 12), synchronous_mode on.
# Behaviour, in about every third run: the cut primary begins to step down, and its fast shutdown waits for standbys that it cannot reach: so it is still stepping down
# when the network is back. It then renews its lock. Over etcd's newer interface (etcd3) Patroni writes the lock without comparing who has
# it; the new primary finds the lock gone, steps down, and its rows are rewound away. Over the older interface (etcd) the write compares,
# and nothing is lost.
# What to do: with this version use Patroni's section "etcd:" (etcd with --enable-v2), or take a release in which the write compares. After a
# failover compare what you acknowledged with what is there; the cluster itself reports nothing.
#
# Needs root, for network namespaces. Takes five minutes to twenty: it plays etcd3 until rows are gone, up to eight times, and etcd three times.
#
# Output seen:
#   etcd3: rows confirmed by the new primary: 20; there after the network is back: 20
#   etcd3: rows confirmed by the new primary: 20; there after the network is back: 20
#   etcd3: rows confirmed by the new primary: 20; there after the network is back: 0
#   etcd: rows confirmed by the new primary: 20; there after the network is back: 20 (three times)
set -euo pipefail

[ "$(id -u)" -eq 0 ] || { echo "Needs root." >&2; exit 2; }
work=$(mktemp -d)
net=10.213.78
end() {
  local i pid
  for i in 1 2 3; do
    for pid in $(ip netns pids "lock-$i" 2>/dev/null); do kill -9 "$pid" 2>/dev/null || true; done
    ip link del "lock-veth$i" 2>/dev/null || true
    ip netns del "lock-$i" 2>/dev/null || true
  done
  ip link del lock-bridge 2>/dev/null || true
}
trap 'end; rm -rf "$work"' EXIT
cd "$work"
chmod 755 .
apt-get download -qq patroni=3.0.2-1 etcd-server=3.4.23-4+b4 postgresql-15=15.18-0+deb12u1 postgresql-client-15=15.18-0+deb12u1 \
  libpq5=15.18-0+deb12u1 python3-psycopg2=2.9.5-1+b1 python3-dateutil=2.8.2-2 python3-six=1.16.0-4 python3-yaml=6.0-3+b2 \
  python3-urllib3=1.26.12-1+deb12u4 python3-psutil=5.9.4-1+b1 python3-prettytable=3.6.0-1 python3-click=8.1.3-2 \
  python3-dnspython=2.3.0-1+deb12u1 python3-etcd=0.4.5-4 python3-wcwidth=0.2.5+dfsg1-1.1 libyaml-0-2=0.2.5-1 \
  python3.11-minimal libpython3.11-minimal libpython3.11-stdlib libicu72 libldap-2.5-0 libsasl2-2 libxml2 libgssapi-krb5-2 libkrb5-3 \
  libk5crypto3 libkrb5support0 libkeyutils1 iproute2 >/dev/null 2>apt.log || { cat apt.log >&2; exit 1; }
for package in ./*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu:$work/root/lib/x86_64-linux-gnu
export PYTHONPATH=$work/root/usr/lib/python3/dist-packages
bin=$work/root/usr/lib/postgresql/15/bin

as_machine() { # number, command…
  local i=$1; shift
  ip netns exec "lock-$i" runuser -u nobody -- env LD_LIBRARY_PATH="$LD_LIBRARY_PATH" PYTHONPATH="$PYTHONPATH" "$@"
}
who() { local i; for i in 1 2 3; do [ "$(curl -s -o rest -m 2 -w '%{http_code}' "http://$net.$i:8008/$1")" = 200 ] && { echo "$i"; return 0; }; done; return 1; }
within() { local until=$((SECONDS + $1)); shift; until "$@" >/dev/null 2>&1; do [ $SECONDS -lt $until ] || { echo "$* did not come" >&2; exit 1; }; sleep 0.5; done; }
another() { local now; now=$(who primary) && [ "$now" != "$cut" ]; }
psql() { "$bin/psql" -qAt -h "$net.$1" -U postgres -c "$2"; }

play() { # etcd or etcd3; prints how many of 20 confirmed rows are left
  local i cut new left
  ip link add lock-bridge type bridge
  ip addr add $net.254/24 dev lock-bridge
  ip link set lock-bridge up
  rm -rf machines && mkdir machines
  for i in 1 2 3; do
    ip netns add "lock-$i"
    ip link add "lock-veth$i" type veth peer name eth0 netns "lock-$i"
    ip link set "lock-veth$i" master lock-bridge up
    ip -n "lock-$i" addr add $net.$i/24 dev eth0
    ip -n "lock-$i" link set eth0 up
    ip -n "lock-$i" link set lo up
    mkdir machines/$i
    cat >machines/$i/patroni.yml <<END
scope: lock
name: db$i
restapi: { listen: "$net.$i:8008", connect_address: "$net.$i:8008" }
$1: { hosts: "$net.1:2379,$net.2:2379,$net.3:2379" }
bootstrap:
  dcs: { ttl: 20, loop_wait: 5, retry_timeout: 5, synchronous_mode: true, postgresql: { use_pg_rewind: true } }
  initdb: [ { encoding: UTF8 }, { locale: C }, data-checksums ]
postgresql:
  listen: "$net.$i:5432"
  connect_address: "$net.$i:5432"
  data_dir: $work/machines/$i/data
  bin_dir: $bin
  pgpass: $work/machines/$i/pgpass
  authentication:
    superuser: { username: postgres, password: postgres }
    replication: { username: replicator, password: replicator }
  pg_hba: [ "local all all trust", "host all all $net.0/24 trust", "host replication all $net.0/24 trust" ]
  parameters: { unix_socket_directories: "$work/machines/$i" }
END
    chown -R nobody machines/$i
    as_machine $i "$work/root/usr/bin/etcd" --enable-v2 --name "db$i" --data-dir "$work/machines/$i/etcd" \
      --listen-client-urls "http://$net.$i:2379" --advertise-client-urls "http://$net.$i:2379" --listen-peer-urls "http://$net.$i:2380" \
      --initial-advertise-peer-urls "http://$net.$i:2380" --initial-cluster-state new \
      --initial-cluster "db1=http://$net.1:2380,db2=http://$net.2:2380,db3=http://$net.3:2380" >machines/$i/etcd.log 2>&1 &
  done
  sleep 3
  for i in 1 2 3; do as_machine $i "$work/root/usr/bin/python3.11" -m patroni "$work/machines/$i/patroni.yml" >machines/$i/patroni.log 2>&1 & done
  within 90 who primary
  within 60 who synchronous
  cut=$(who primary)
  psql "$cut" "CREATE TABLE kept (number int)"
  ip link set "lock-veth$cut" down
  within 60 another
  new=$(who primary)
  within 60 who synchronous
  for i in $(seq 20); do psql "$new" "INSERT INTO kept VALUES ($i)"; done
  sleep 10
  ip link set "lock-veth$cut" up
  sleep 30
  within 60 who primary
  left=$(psql "$(who primary)" "SELECT count(*) FROM kept WHERE number > 0")
  echo "$1: rows confirmed by the new primary: 20; there after the network is back: $left"
  end
  sleep 2
}

touch said
lost='etcd3: rows confirmed by the new primary: 20; there after the network is back: 0'
for _ in $(seq 8); do
  play etcd3 | tee -a said
  if grep -qx "$lost" said; then break; fi
done
for _ in 1 2 3; do play etcd | tee -a said; done
grep -qx "$lost" said && [ "$(grep -cx 'etcd: rows confirmed by the new primary: 20; there after the network is back: 20' said)" -eq 3 ]
