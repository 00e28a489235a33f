#!/usr/bin/env bash
# Makes a certificate for a trial: inbox.pem and inbox.key in a directory, for these names and addresses and for localhost. Nobody
# trusts it who is not told to (curl --cacert inbox.pem); the provider does not.
#
#   ./trial-certificate.sh certificates inbox.example.com inbox.internal.example.com
set -euo pipefail

directory=${1:?the directory to write to}
shift
names=DNS:localhost,IP:127.0.0.1
for name in "$@"; do
  case $name in
    *:*) names+=,IP:$name ;;
    *[!0-9.]*) names+=,DNS:$name ;;
    *) names+=,IP:$name ;;
  esac
done
mkdir -p "$directory"
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=${1:-localhost}" \
  -addext "subjectAltName=$names" -keyout "$directory/inbox.key" -out "$directory/inbox.pem"
chmod 644 "$directory/inbox.pem"
echo "made for 30 days: $directory/inbox.pem"
