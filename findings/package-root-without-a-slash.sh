#!/usr/bin/env bash
# NuGet's own property for the package folder ends in a slash, until somebody chooses the folder: then it ends as they wrote it.
#
# Versions: .NET SDK 10.0.401.
# Behaviour: restore writes $(NuGetPackageRoot) into obj/NAME.csproj.nuget.g.props. For the folder that nobody chose it ends in a slash, and
# project files are written for that: $(NuGetPackageRoot)some.package/1.0.0/file. With NUGET_PACKAGES=/cache, as build servers set it, there
# is no slash at the end, and the same line names /cachesome.package/1.0.0/file. RestorePackagesPath behaves like NUGET_PACKAGES.
# What to do: $([MSBuild]::EnsureTrailingSlash('$(NuGetPackageRoot)')), or GeneratePathProperty on the package.
#
# Output seen:
#   nobody chose:                   ends in a slash
#   NUGET_PACKAGES=…/cache:         ends without a slash
#   NUGET_PACKAGES=…/cache/:        ends in a slash
#   RestorePackagesPath=…/cache:    ends without a slash
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir root
cat >root/root.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
</Project>
PROJECT

ending() { # name, settings of the environment, arguments of the restore
  rm -rf root/obj
  env -u NUGET_PACKAGES $2 dotnet restore root -v q $3 >/dev/null
  case $(env -u NUGET_PACKAGES $2 dotnet msbuild root -getProperty:NuGetPackageRoot $3) in
    */) echo "$1 ends in a slash" ;;
    *) echo "$1 ends without a slash" ;;
  esac
}

{
  ending 'nobody chose:                  ' '' ''
  ending 'NUGET_PACKAGES=…/cache:        ' "NUGET_PACKAGES=$work/cache" ''
  ending 'NUGET_PACKAGES=…/cache/:       ' "NUGET_PACKAGES=$work/cache/" ''
  ending 'RestorePackagesPath=…/cache:   ' '' "-p:RestorePackagesPath=$work/cache"
} | tee seen.txt

diff - seen.txt <<'EXPECTED'
nobody chose:                   ends in a slash
NUGET_PACKAGES=…/cache:         ends without a slash
NUGET_PACKAGES=…/cache/:        ends in a slash
RestorePackagesPath=…/cache:    ends without a slash
EXPECTED
